import { describe, expect, it } from '@jest/globals';
import type { TemplateResource } from '../../../../local/assembly/template.ts';
import { fingerprint } from '../../../../local/deploy/fingerprint.ts';
import { RESOURCE_TYPES } from '../../../../local/registry.ts';
import type { JsonObject } from '../../../../template/json.ts';
import { resourcesOf } from '../../../support/local/a-resource.ts';

const of = (Resources: Record<string, TemplateResource>) =>
  fingerprint(RESOURCE_TYPES, { resources: resourcesOf(Resources) });

const aQueue = (Properties: JsonObject = {}) => ({ Type: 'AWS::SQS::Queue', Properties });
const aFunction = (Properties: JsonObject = {}) => ({ Type: 'AWS::Lambda::Function', Properties });

describe('fingerprint', () => {
  const before = of({ Queue: aQueue(), Work: aFunction({ Timeout: 3 }) });

  it.each<[string, Record<string, TemplateResource>]>([
    ['nothing changed', { Queue: aQueue(), Work: aFunction({ Timeout: 3 }) }],
    ['a function changed', { Queue: aQueue(), Work: aFunction({ Timeout: 30 }) }],
    [
      'what is not emulated changed',
      { Queue: aQueue(), Work: aFunction(), Stream: { Type: 'AWS::Kinesis::Stream' } },
    ],
  ])('is the same where %s', (_, resources) => {
    expect(of(resources)).toBe(before);
  });

  it.each<[string, Record<string, TemplateResource>]>([
    ['a queue changed', { Queue: aQueue({ VisibilityTimeout: 60 }), Work: aFunction() }],
    ['a queue is new', { Queue: aQueue(), Other: aQueue(), Work: aFunction() }],
    ['a function is new', { Queue: aQueue(), Work: aFunction(), More: aFunction() }],
    ['a function is gone', { Queue: aQueue() }],
  ])('is another where %s', (_, resources) => {
    expect(of(resources)).not.toBe(before);
  });
});

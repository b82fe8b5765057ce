import { describe, expect, it } from '@jest/globals';
import { aSoundTemplate, change } from '../../../support/checker/a-sound-template.ts';
import { findingsOf, GIVEN, withParameter } from '../../../support/checker/rule-findings.ts';

const sound = aSoundTemplate();

describe('partial-batch', () => {
  it.each<[condition: string, template: object, found: string[]]>([
    ['passes with the flag', sound, []],
    [
      'finds, as an error, a handler that reports items to a mapping that does not listen',
      change(sound, 'Mapping', { FunctionResponseTypes: undefined }),
      ['error Mapping'],
    ],
    [
      'finds so with a batch of one too',
      change(sound, 'Mapping', { FunctionResponseTypes: [], BatchSize: 1 }),
      ['error Mapping'],
    ],
    [
      'finds a batch whose handler throws',
      change(change(sound, 'Emailer', { Code: { ZipFile: 'ses.sendEmail(email)' } }), 'Mapping', {
        FunctionResponseTypes: undefined,
      }),
      ['warning Mapping'],
    ],
    [
      'finds a batch whose handler is not at hand',
      change(change(sound, 'Emailer', { Code: { S3Key: 'code.zip' } }), 'Mapping', {
        FunctionResponseTypes: undefined,
        BatchSize: undefined,
      }),
      ['warning Mapping'],
    ],
    [
      'passes with a batch of one whose handler throws',
      change(change(sound, 'Emailer', { Code: { ZipFile: 'ses.sendEmail(email)' } }), 'Mapping', {
        FunctionResponseTypes: undefined,
        BatchSize: 1,
      }),
      [],
    ],
    [
      'cannot know a handler that is not at hand, with a batch of one',
      change(change(sound, 'Emailer', { Code: { S3Key: 'code.zip' } }), 'Mapping', {
        FunctionResponseTypes: undefined,
        BatchSize: 1,
      }),
      ['info Mapping'],
    ],
    [
      'cannot know a flag that is given at deployment',
      withParameter(change(sound, 'Mapping', { FunctionResponseTypes: [GIVEN] })),
      ['info Mapping'],
    ],
  ])('%s', (_, template, found) => {
    expect(findingsOf('partial-batch', template)).toEqual(found);
  });
});

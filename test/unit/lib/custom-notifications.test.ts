import { describe, expect, it } from '@jest/globals';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { IConstruct } from 'constructs';
import { handlerCode } from '../../../lib/handler-asset.ts';
import * as entryPoint from '../../../lib/index.ts';
import {
  anApp,
  aPipeline,
  arnOf,
  aStack,
  environmentOf,
  logicalIdOf,
  refTo,
  type TemplateResource,
  templateOf,
} from '../../support/pipeline-template.ts';

const pipeline = aPipeline();

describe('the entry point', () => {
  it('exports the construct and nothing else at run time', () => {
    expect(Object.keys(entryPoint)).toEqual(['CustomNotifications']);
  });
});

describe('handlerCode', () => {
  it('says what to run where a bundle is missing', () => {
    expect(() => handlerCode('postmaster' as never)).toThrow(
      /^The postmaster's bundle is missing at .*dist\/bundles\/postmaster; run npm run build in amplify-mailroom$/,
    );
  });
});

describe('CustomNotifications', () => {
  it('makes no table, but all the rest, with deduplicateFor: false', () => {
    const { 'AWS::DynamoDB::Table': _, ...others } = countsOf(pipeline);

    expect(countsOf(aPipeline({ deduplicateFor: false }))).toEqual(others);
  });

  it('does not reuse the id of the seed’s emailer', () => {
    expect(pipeline.node.tryFindChild('Emailer')).toBeUndefined();
  });

  it('fits into one stack twice, each with parts of its own', () => {
    const stack = aStack();
    const first = aPipeline({ sendRate: 7 }, { stack, id: 'First' });
    const second = aPipeline({ sendRate: 7 }, { stack, id: 'Second' });

    const template = templateOf(stack);

    template.resourceCountIs('AWS::SNS::Topic', 2);
    template.resourceCountIs('AWS::SQS::Queue', 6);
    template.resourceCountIs('AWS::DynamoDB::Table', 2);
    template.resourceCountIs('AWS::Lambda::Function', 4);
    template.resourceCountIs('AWS::Lambda::EventSourceMapping', 2);
    expect(logicalIdOf(first.topic)).not.toBe(logicalIdOf(second.topic));
    template.hasResourceProperties('AWS::SNS::Subscription', {
      TopicArn: refTo(second.topic),
      Endpoint: arnOf(second.queue),
      RedrivePolicy: { deadLetterTargetArn: arnOf(second.undeliveredQueue) },
    });
    expect(environmentOf(second)).toMatchObject({
      MAILROOM_QUEUE_URL: refTo(second.queue),
      MAILROOM_DEAD_LETTER_QUEUE_URL: refTo(second.deadLetterQueue),
      MAILROOM_TABLE: refTo(second.deduplicationTable as Table),
    });
  });

  it('gives the same template where the app lets the CDK grant access to keys by their alias', () => {
    const context = { '@aws-cdk/aws-kms:applyImportedAliasPermissionsToPrincipal': true };

    const flagged = aPipeline({}, { stack: aStack('Backend', anApp(context)) });

    expect(templateOf(flagged).toJSON()).toEqual(templateOf(pipeline).toJSON());
  });
});

/** How many resources of each type the stack of `construct` has. */
function countsOf(construct: IConstruct): Record<string, number> {
  const resources: TemplateResource[] = Object.values(templateOf(construct).toJSON().Resources);
  const byType = Object.groupBy(resources, ({ Type }) => Type);
  return Object.fromEntries(Object.entries(byType).map(([type, found = []]) => [type, found.length]));
}

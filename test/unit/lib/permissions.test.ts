import { describe, expect, it } from '@jest/globals';
import { Stack } from 'aws-cdk-lib';
import { AccountPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import { roleOf } from '../../support/a-function.ts';
import { aPipeline, arnOf, policyDocumentOf, refTo, resourceOf } from '../../support/pipeline-template.ts';
import { denyPlainHttp, publishTo, writeLogs } from '../../support/policy-statements.ts';

const pipeline = aPipeline();

describe('the topic’s policy', () => {
  it('denies plain HTTP and says nothing else, so that permissions decide who of the account may publish', () => {
    expect(policyDocumentOf(pipeline.topic, 'AWS::SNS::TopicPolicy')).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'AllowPublishThroughSSLOnly',
          Effect: 'Deny',
          Principal: '*',
          Action: 'sns:Publish',
          Resource: refTo(pipeline.topic),
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
      ],
    });
  });
});

describe('the queues’ policies', () => {
  it.each(['queue', 'undeliveredQueue'] as const)(
    'let only this topic send to %s, and deny plain HTTP',
    (name) => {
      const queue = pipeline[name];

      expect(policyDocumentOf(queue, 'AWS::SQS::QueuePolicy')).toEqual({
        Version: '2012-10-17',
        Statement: [
          denyPlainHttp(queue),
          {
            Effect: 'Allow',
            Principal: { Service: 'sns.amazonaws.com' },
            Action: 'sqs:SendMessage',
            Resource: arnOf(queue),
            Condition: { ArnEquals: { 'aws:SourceArn': refTo(pipeline.topic) } },
          },
        ],
      });
    },
  );

  it('deny plain HTTP to the dead-letter queue, which only the account’s own principals send to', () => {
    expect(policyDocumentOf(pipeline.deadLetterQueue, 'AWS::SQS::QueuePolicy')).toEqual({
      Version: '2012-10-17',
      Statement: [denyPlainHttp(pipeline.deadLetterQueue)],
    });
  });
});

describe('the publisher’s role', () => {
  it('may write its logs and publish to its topic', () => {
    expect(policyDocumentOf(roleOf(pipeline.publisher), 'AWS::IAM::Policy')).toEqual({
      Version: '2012-10-17',
      Statement: [writeLogs(pipeline.node.findChild('PublisherLogs')), publishTo(pipeline.topic)],
    });
  });
});

describe('both roles', () => {
  it.each(['publisher', 'emailer'] as const)(
    'take no managed policy for the %s, and only Lambda assumes them',
    (name) => {
      expect(resourceOf(roleOf(pipeline[name])).Properties).toEqual({
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
          ],
        },
      });
    },
  );
});

describe('grantPublish', () => {
  it('lets the grantee publish, and touch no key', () => {
    const own = aPipeline();
    const role = new Role(Stack.of(own), 'Role', { assumedBy: new AccountPrincipal('123456789012') });

    own.grantPublish(role);

    expect(policyDocumentOf(role, 'AWS::IAM::Policy')).toEqual({
      Version: '2012-10-17',
      Statement: [publishTo(own.topic)],
    });
  });
});

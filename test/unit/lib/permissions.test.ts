import { describe, expect, it } from '@jest/globals';
import { Lazy, Stack } from 'aws-cdk-lib';
import { AccountPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import { type IFunction, Function as NodeFunction } from 'aws-cdk-lib/aws-lambda';
import type { CustomNotifications } from '../../../lib/index.ts';
import { aFunction, roleOf } from '../../support/a-function.ts';
import {
  aPipeline,
  arnOf,
  aStack,
  policyDocumentOf,
  refTo,
  resourceOf,
  templateOf,
} from '../../support/pipeline-template.ts';
import { denyPlainHttp, publishTo, sesArn, writeLogs } from '../../support/policy-statements.ts';

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

describe('the emailer’s role', () => {
  it('may write its logs, send as the source address, write dead letters and consume the queue', () => {
    const { emailer, deadLetterQueue, queue } = pipeline;

    expect(policyDocumentOf(roleOf(emailer), 'AWS::IAM::Policy')).toEqual({
      Version: '2012-10-17',
      Statement: [
        writeLogs(pipeline.node.findChild('QueueEmailerLogs')),
        {
          Effect: 'Allow',
          Action: 'ses:SendEmail',
          Resource: [sesArn('identity/*'), sesArn('configuration-set/*')],
          Condition: { StringEquals: { 'ses:FromAddress': 'sender@example.com' } },
        },
        { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: arnOf(deadLetterQueue) },
        {
          Effect: 'Allow',
          Action: [
            'sqs:ReceiveMessage',
            'sqs:ChangeMessageVisibility',
            'sqs:GetQueueUrl',
            'sqs:DeleteMessage',
            'sqs:GetQueueAttributes',
          ],
          Resource: arnOf(queue),
        },
      ],
    });
  });

  const token = Lazy.string({ produce: () => 'late@example.com' });
  it.each([
    { name: 'a display name', sourceAddress: 'Ada <ada@example.com>', fromAddress: 'ada@example.com' },
    {
      name: 'a quoted display name',
      sourceAddress: '"Ada <L.>" <ada@example.com>',
      fromAddress: 'ada@example.com',
    },
    { name: 'a token', sourceAddress: token, fromAddress: 'late@example.com' },
    { name: 'a token with a display name', sourceAddress: `Ada <${token}>`, fromAddress: 'late@example.com' },
  ])('may send as the bare address where the source address has $name', ({ sourceAddress, fromAddress }) => {
    const { emailer } = aPipeline({ sourceAddress });

    expect(policyDocumentOf(roleOf(emailer), 'AWS::IAM::Policy')).toMatchObject({
      Statement: expect.arrayContaining([
        expect.objectContaining({ Condition: { StringEquals: { 'ses:FromAddress': fromAddress } } }),
      ]),
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

describe('addPublisher', () => {
  it('lets the function publish and tells it the topic', () => {
    const own = aPipeline();
    const fn = aFunction(Stack.of(own));

    own.addPublisher(fn);

    expect(policyDocumentOf(roleOf(fn), 'AWS::IAM::Policy')).toEqual({
      Version: '2012-10-17',
      Statement: [publishTo(own.topic)],
    });
    expect(variablesOf(fn)).toEqual({ MAILROOM_TOPIC_ARN: refTo(own.topic) });
  });

  it('takes another environment variable, and for two pipelines two of them', () => {
    const [first, second, fn] = twoPipelinesAndAFunction();

    first.addPublisher(fn);
    second.addPublisher(fn, 'NEWS_TOPIC_ARN');

    expect(variablesOf(fn)).toEqual({
      MAILROOM_TOPIC_ARN: refTo(first.topic),
      NEWS_TOPIC_ARN: refTo(second.topic),
    });
  });

  it('refuses a second pipeline through the same variable', () => {
    const [first, second, fn] = twoPipelinesAndAFunction();
    first.addPublisher(fn);

    expect(() => second.addPublisher(fn)).toThrow(
      'Backend/Function already publishes to Backend/First/NotificationTopic through the environment variable ' +
        "MAILROOM_TOPIC_ARN; name another for Backend/Second/NotificationTopic, as in addPublisher(fn, 'OTHER_TOPIC_ARN')",
    );
  });

  it('refuses the publisher of another pipeline through the variable that it uses itself', () => {
    const [first, second] = twoPipelinesAndAFunction();

    expect(() => second.addPublisher(first.publisher)).toThrow(
      /already publishes to Backend\/First\/NotificationTopic/,
    );
  });

  it('may be repeated for the same function', () => {
    const own = aPipeline();
    const fn = aFunction(Stack.of(own));

    own.addPublisher(fn);
    own.addPublisher(fn);

    expect(policyDocumentOf(roleOf(fn), 'AWS::IAM::Policy')).toMatchObject({
      Statement: [publishTo(own.topic)],
    });
  });

  it('refuses a function that takes no environment', () => {
    const own = aPipeline();
    const imported = NodeFunction.fromFunctionName(Stack.of(own), 'Imported', 'elsewhere');

    expect(() => own.addPublisher(imported)).toThrow(
      'Backend/Imported takes no environment variables, as imported functions, versions and aliases do not; ' +
        'set MAILROOM_TOPIC_ARN on the function itself and call grantPublish(fn) instead of addPublisher(fn)',
    );
  });

  it('leaves nothing of a function of another stack in the pipeline’s own', () => {
    const own = aPipeline({}, { stack: aStack('Pipeline') });
    const before = templateOf(own).toJSON().Resources;
    const again = aPipeline({}, { stack: aStack('Pipeline') });
    const fn = aFunction(aStack('Functions', again.node.root as never));

    again.addPublisher(fn);

    expect(templateOf(again).toJSON().Resources).toEqual(before);
    expect(Stack.of(fn).dependencies).toEqual([Stack.of(again)]);
    expect(Stack.of(again).dependencies).toEqual([]);
  });
});

function twoPipelinesAndAFunction(): [CustomNotifications, CustomNotifications, NodeFunction] {
  const stack = aStack();
  const first = aPipeline({ sendRate: 7 }, { stack, id: 'First' });
  const second = aPipeline({ sendRate: 7 }, { stack, id: 'Second' });
  return [first, second, aFunction(stack)];
}

function variablesOf(fn: IFunction): unknown {
  return (resourceOf(fn).Properties.Environment as { Variables: unknown }).Variables;
}

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Access } from '../../../../local/iam/gate.ts';
import { dynamoDbAccesses } from '../../../../local/services/dynamodb/dynamodb-accesses.ts';
import { snsAccesses } from '../../../../local/services/sns-sqs/sns-accesses.ts';
import { sqsAccesses } from '../../../../local/services/sns-sqs/sqs-accesses.ts';
import { anyJson } from '../../../support/any/any-json.ts';
import { cases } from '../../../support/any/cases.ts';

const PLACE = { region: 'eu-west-1', accountId: '000000000000' };
const QUEUE = 'arn:aws:sqs:eu-west-1:000000000000:orders';
const TOPIC = 'arn:aws:sns:eu-west-1:000000000000:mail';
const TABLE = 'arn:aws:dynamodb:eu-west-1:000000000000:table/sent';

/** `action on resource`, for each access. */
const told = (accesses: readonly Access[]) =>
  accesses.map(({ action, resources }) => `${action} on ${resources}`);

describe('sqsAccesses', () => {
  const QueueUrl = 'http://127.0.0.1:1/000000000000/orders';
  const TaskHandle = Buffer.from(JSON.stringify({ taskId: 't', sourceArn: QUEUE })).toString('base64');

  it.each<[string, object, string[]]>([
    ['SendMessage', { QueueUrl }, [`sqs:SendMessage on ${QUEUE}`]],
    ['SendMessageBatch', { QueueUrl }, [`sqs:SendMessage on ${QUEUE}`]],
    ['DeleteMessageBatch', { QueueUrl }, [`sqs:DeleteMessage on ${QUEUE}`]],
    ['ChangeMessageVisibilityBatch', { QueueUrl }, [`sqs:ChangeMessageVisibility on ${QUEUE}`]],
    ['GetQueueUrl', { QueueName: 'orders' }, [`sqs:GetQueueUrl on ${QUEUE}`]],
    ['ListQueues', {}, ['sqs:ListQueues on *']],
    ['ListMessageMoveTasks', { SourceArn: QUEUE }, [`sqs:ListMessageMoveTasks on ${QUEUE}`]],
    ['CancelMessageMoveTask', { TaskHandle }, [`sqs:CancelMessageMoveTask on ${QUEUE}`]],
    ['CancelMessageMoveTask', { TaskHandle: 'none' }, ['sqs:CancelMessageMoveTask on *']],
    [
      'StartMessageMoveTask',
      { SourceArn: QUEUE, DestinationArn: `${QUEUE}2` },
      [
        ...['StartMessageMoveTask', 'ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'].map(
          (action) => `sqs:${action} on ${QUEUE}`,
        ),
        `sqs:SendMessage on ${QUEUE}2`,
      ],
    ],
  ])('needs for %s of %j: %j', (operation, body, expected) => {
    expect(told(sqsAccesses(operation, { ...body }, PLACE))).toEqual(expected);
  });
});

describe('snsAccesses', () => {
  it.each<[Record<string, string>, string]>([
    [{ Action: 'Publish', TopicArn: TOPIC }, `sns:Publish on ${TOPIC}`],
    [{ Action: 'Publish', TargetArn: TOPIC }, `sns:Publish on ${TOPIC}`],
    [{ Action: 'Publish', PhoneNumber: '+15550100' }, 'sns:Publish on *'],
    [{ Action: 'PublishBatch', TopicArn: TOPIC }, `sns:Publish on ${TOPIC}`],
    [{ Action: 'Unsubscribe', SubscriptionArn: `${TOPIC}:1-2` }, `sns:Unsubscribe on ${TOPIC}`],
    [{ Action: 'CreateTopic', Name: 'mail' }, `sns:CreateTopic on ${TOPIC}`],
    [{ Action: 'ListTopics' }, 'sns:ListTopics on *'],
    [{ Action: 'TagResource', ResourceArn: TOPIC }, `sns:TagResource on ${TOPIC}`],
  ])('needs for %j: %s', (form, expected) => {
    expect(told(snsAccesses(form, PLACE))).toEqual([expected]);
  });

  it('knows who is subscribed', () => {
    const form = { Action: 'Subscribe', TopicArn: TOPIC, Protocol: 'email', Endpoint: 'ada@example.com' };

    expect(snsAccesses(form, PLACE)[0]?.context).toEqual({
      'sns:protocol': ['email'],
      'sns:endpoint': ['ada@example.com'],
    });
  });
});

describe('dynamoDbAccesses', () => {
  it.each<[string, Record<string, unknown>, string[]]>([
    ['PutItem', { TableName: 'sent' }, [`dynamodb:PutItem on ${TABLE}`]],
    ['PutItem', { TableName: TABLE }, [`dynamodb:PutItem on ${TABLE}`]],
    ['Query', { TableName: 'sent', IndexName: 'byTime' }, [`dynamodb:Query on ${TABLE}/index/byTime`]],
    ['ListTables', {}, ['dynamodb:ListTables on *']],
    ['TagResource', { ResourceArn: TABLE }, [`dynamodb:TagResource on ${TABLE}`]],
    [
      'BatchWriteItem',
      { RequestItems: { sent: [], other: [] } },
      [`dynamodb:BatchWriteItem on ${TABLE}`, `dynamodb:BatchWriteItem on ${TABLE.replace('sent', 'other')}`],
    ],
    [
      'TransactWriteItems',
      { TransactItems: [{ Put: { TableName: 'sent' } }, { ConditionCheck: { TableName: 'sent' } }] },
      [`dynamodb:PutItem on ${TABLE}`, `dynamodb:ConditionCheckItem on ${TABLE}`],
    ],
  ])('needs for %s of %j: %j', (operation, body, expected) => {
    expect(told(dynamoDbAccesses(operation, body, PLACE))).toEqual(expected);
  });
});

describe('what a request of anything needs', () => {
  const anyBody = anyJson({
    keys: [
      ...['TableName', 'IndexName', 'ResourceArn', 'RequestItems', 'TransactItems', 'Put'],
      ...['QueueUrl', 'QueueName', 'SourceArn', 'TaskHandle', 'DestinationArn'],
    ],
    texts: [
      Buffer.from('{"sourceArn":{"toString":1}}').toString('base64'),
      Buffer.from('null').toString('base64'),
    ],
  }).map((body): Record<string, unknown> => Object(body));

  it('is an action on resources, in texts', () => {
    fc.assert(
      fc.property(
        anyBody,
        fc.constantFrom('PutItem', 'TransactWriteItems', 'StartMessageMoveTask', 'CancelMessageMoveTask'),
        (body, operation) => {
          const accesses = [
            ...dynamoDbAccesses(operation, body, PLACE),
            ...sqsAccesses(operation, body, PLACE),
          ];

          for (const { action, resources } of accesses) {
            expect([action, ...resources].every((text) => typeof text === 'string')).toBe(true);
          }
        },
      ),
      {
        numRuns: cases(300),
        examples: [
          [{ TableName: 5 }, 'PutItem'],
          [{ TransactItems: [null] }, 'TransactWriteItems'],
          [{ TransactItems: 5 }, 'TransactWriteItems'],
          [{ TransactItems: [{ constructor: { TableName: 'sent' } }] }, 'TransactWriteItems'],
          [{ ResourceArn: { toString: 1 }, IndexName: { toString: 1 } }, 'PutItem'],
          [
            { TaskHandle: Buffer.from('{"sourceArn":{"toString":1}}').toString('base64') },
            'CancelMessageMoveTask',
          ],
        ],
      },
    );
  });
});

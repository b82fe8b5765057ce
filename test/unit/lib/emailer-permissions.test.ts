import { describe, expect, it } from '@jest/globals';
import { Lazy } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { CustomNotifications } from '../../../lib/index.ts';
import { roleOf } from '../../support/a-function.ts';
import { aPipeline, arnOf, policyDocumentOf } from '../../support/pipeline-template.ts';
import { sesArn, writeLogs } from '../../support/policy-statements.ts';

describe('the emailer’s role', () => {
  it('may touch no table with deduplicateFor: false', () => {
    const own = aPipeline({ deduplicateFor: false });

    expect(policyDocumentOf(roleOf(own.emailer), 'AWS::IAM::Policy')).toEqual({
      Version: '2012-10-17',
      Statement: [...sendingAndDeadLettering(own), consume(own.queue)],
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

/** What an emailer may do with its logs, SES and the dead-letter queue. */
function sendingAndDeadLettering({ node, deadLetterQueue }: CustomNotifications) {
  return [
    writeLogs(node.findChild('QueueEmailerLogs')),
    {
      Effect: 'Allow',
      Action: 'ses:SendEmail',
      Resource: [sesArn('identity/*'), sesArn('configuration-set/*')],
      Condition: { StringEquals: { 'ses:FromAddress': 'sender@example.com' } },
    },
    { Effect: 'Allow', Action: 'ses:GetSendQuota', Resource: '*' },
    { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: arnOf(deadLetterQueue) },
  ];
}

function consume(queue: IConstruct) {
  return {
    Effect: 'Allow',
    Action: [
      'sqs:ReceiveMessage',
      'sqs:DeleteMessage',
      'sqs:GetQueueAttributes',
      'sqs:ChangeMessageVisibility',
    ],
    Resource: arnOf(queue),
  };
}

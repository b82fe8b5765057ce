import { PublishBatchCommand, PublishCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LocalStack } from '../../../../../local/index.ts';
import { eventually } from '../../../../support/eventually.ts';
import { bodiesIn, snsOf, sqsOf } from '../../../../support/messages/queues.ts';
import { anAssembly } from '../../../../support/stack/an-assembly.ts';
import { StartedStacks } from '../../../../support/stack/started-stacks.ts';

const TopicArn = 'arn:aws:sns:us-east-1:000000000000:news';

describe('SNS and SQS', () => {
  const stacks = new StartedStacks();
  let stack: LocalStack;
  let count = 0;

  beforeAll(async () => {
    const named = (kind: string, name: string) => ({ Type: `AWS::${kind}`, Properties: { [name]: 'news' } });
    const Properties = {
      ...{ Protocol: 'sqs', RawMessageDelivery: true },
      ...{ TopicArn: { Ref: 'Topic' }, Endpoint: { 'Fn::GetAtt': ['Queue', 'Arn'] } },
    };
    const app = anAssembly({
      resources: {
        Topic: named('SNS::Topic', 'TopicName'),
        Queue: named('SQS::Queue', 'QueueName'),
        Subscription: { Type: 'AWS::SNS::Subscription', Properties },
        Address: {
          Type: 'AWS::SNS::Subscription',
          Properties: { Protocol: 'email', Endpoint: 'ada@example.com', TopicArn: { Ref: 'Topic' } },
        },
      },
    });
    stack = await stacks.start(app, { permissions: false });
  });

  afterAll(() => stacks.end());

  async function aQueue(): Promise<string> {
    count += 1;
    const { QueueUrl = '' } = await sqsOf(stack).send(
      new CreateQueueCommand({ QueueName: `queue-${count}` }),
    );
    return QueueUrl;
  }

  it('refuse in their own words', async () => {
    const QueueUrl = await aQueue();

    await expect(
      sqsOf(stack).send(new SendMessageCommand({ QueueUrl, MessageBody: 'b', DelaySeconds: 901 })),
    ).rejects.toMatchObject({ name: 'InvalidParameterValue', $fault: 'client' });
    await expect(
      snsOf(stack).send(new PublishCommand({ TopicArn, Message: 'm', Subject: 'a\nb' })),
    ).rejects.toMatchObject({ name: 'InvalidParameterException', message: 'Invalid parameter: Subject' });
  });

  it('fail one entry of a batch, and do the others', async () => {
    const QueueUrl = await aQueue();
    const entries = [
      { Id: 'good', MessageBody: 'good' },
      { Id: 'late', MessageBody: 'late', DelaySeconds: 901 },
    ];

    const { Successful, Failed } = await sqsOf(stack).send(
      new SendMessageBatchCommand({ QueueUrl, Entries: entries }),
    );
    expect(Successful).toMatchObject([{ Id: 'good' }]);
    expect(Failed).toMatchObject([{ Id: 'late', Code: 'InvalidParameterValue', SenderFault: true }]);
    expect(await bodiesIn(sqsOf(stack), QueueUrl)).toEqual(['good']);
  });

  it('fail all entries of a batch alike', async () => {
    const QueueUrl = await aQueue();
    const Entries = [{ Id: 'a', ReceiptHandle: 'abc' }];

    expect(await sqsOf(stack).send(new DeleteMessageBatchCommand({ QueueUrl, Entries }))).toMatchObject({
      Failed: [{ Id: 'a', Code: 'ReceiptHandleIsInvalid', SenderFault: true }],
    });
  });

  it('purge a queue once a minute, and another meanwhile', async () => {
    const [one, other] = [await aQueue(), await aQueue()];
    const purge = (QueueUrl: string) => sqsOf(stack).send(new PurgeQueueCommand({ QueueUrl }));
    await purge(one);

    await expect(purge(one)).rejects.toMatchObject({ name: 'PurgeQueueInProgress' });
    await expect(purge(other)).resolves.toBeDefined();
  });

  it('deliver to each protocol what a message has for it', async () => {
    const Message = JSON.stringify({ default: 'to all', sqs: 'to queues', email: 'to people' });
    await snsOf(stack).send(new PublishCommand({ TopicArn, Message, MessageStructure: 'json' }));
    const Subject = 'for everyone';
    const entry = { Id: 'a', Message: '{"default":"to the rest"}', MessageStructure: 'json', Subject };
    await snsOf(stack).send(new PublishBatchCommand({ TopicArn, PublishBatchRequestEntries: [entry] }));

    const QueueUrl = `${stack.endpoints.sqs}/000000000000/news`;
    const { Messages = [] } = await sqsOf(stack).send(
      new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 5, MaxNumberOfMessages: 10 }),
    );
    expect(Messages.map(({ Body }) => Body)).toEqual(['to queues', 'to the rest']);
    const emails = await eventually(
      () => stack.ses.emails(),
      (all) => all.length === 2,
    );
    expect(emails.map(({ body }) => body.text)).toEqual(['to people', 'to the rest']);
  });

  it('fail one entry of a batch to a topic, and publish the others', async () => {
    const entries = [
      { Id: 'empty', Message: '' },
      { Id: 'good', Message: 'good' },
    ];
    const batch = (PublishBatchRequestEntries: typeof entries) =>
      snsOf(stack).send(new PublishBatchCommand({ TopicArn, PublishBatchRequestEntries }));
    const Failed = [{ Id: 'empty', Code: 'InvalidParameter', SenderFault: true }];

    expect(await batch(entries)).toMatchObject({ Successful: [{ Id: 'good' }], Failed });
    expect(await batch(entries.slice(0, 1))).toMatchObject({ Failed });
    const QueueUrl = `${stack.endpoints.sqs}/000000000000/news`;
    expect(await bodiesIn(sqsOf(stack), QueueUrl)).toEqual(['good']);
  });

  it('publish to a topic that is named as a target, and to no phone', async () => {
    const { MessageId } = await snsOf(stack).send(
      new PublishCommand({ TargetArn: TopicArn, Message: 'to a target' }),
    );

    expect(MessageId).toEqual(expect.any(String));
    await expect(
      snsOf(stack).send(new PublishCommand({ PhoneNumber: '+15550100', Message: 'hi' })),
    ).rejects.toMatchObject({ name: 'NotEmulated', message: expect.stringContaining('SMS') });
  });
});

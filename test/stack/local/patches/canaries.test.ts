import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import * as fauxqs from 'fauxqs';
import { buildApp } from 'fauxqs';
import { type FauxqsStores, importFauxqsInternals } from '../../../../local/patches/fauxqs-internals.ts';

/** Asks SQS. */
const asking = (app: ReturnType<typeof buildApp>) => async (action: string, body: object) => {
  const headers = { 'x-amz-target': `AmazonSQS.${action}`, 'content-type': 'application/x-amz-json-1.0' };
  const { statusCode, payload } = await app.inject({
    ...{ method: 'POST', url: '/', headers },
    payload: JSON.stringify(body),
  });
  return { statusCode, answer: JSON.parse(payload || '{}') };
};

/** What is wrong with the libraries themselves. A test that fails here says that a patch can go. */
describe('fauxqs by itself', () => {
  let app: ReturnType<typeof buildApp>;

  beforeEach(async () => {
    app = buildApp({ logger: false });
    await app.ready();
  });

  afterEach(() => app.close());

  const sqs: ReturnType<typeof asking> = (action, body) => asking(app)(action, body);

  const createQueue = async (QueueName: string, Attributes: object = {}) =>
    (await sqs('CreateQueue', { QueueName, Attributes })).answer.QueueUrl as string;

  /** The dead letter of a message that was received once. */
  async function aDeadLetter() {
    const deadLetters = await createQueue('dead');
    const deadLetterTargetArn = 'arn:aws:sqs:us-east-1:000000000000:dead';
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 1 });
    const QueueUrl = await createQueue('queue', { RedrivePolicy, VisibilityTimeout: '0' });
    await sqs('SendMessage', { QueueUrl, MessageBody: 'a' });
    await sqs('ReceiveMessage', { QueueUrl });
    await sqs('ReceiveMessage', { QueueUrl });
    const received = { QueueUrl: deadLetters, AttributeNames: ['All'] };
    const { answer } = await sqs('ReceiveMessage', received);
    return answer.Messages[0].Attributes as Record<string, string>;
  }

  it('names queues by an address that not every machine resolves (fauxqs-internals)', async () => {
    expect(await createQueue('queue')).toMatch(/^http:\/\/sqs\.us-east-1\.localhost/);
  });

  it('takes no emoji (message-characters)', async () => {
    const QueueUrl = await createQueue('queue');

    expect((await sqs('SendMessage', { QueueUrl, MessageBody: '🎉' })).statusCode).toBe(400);
  });

  it('counts a move to the dead-letter queue as a receive (moved-messages)', async () => {
    expect(await aDeadLetter()).toMatchObject({ ApproximateReceiveCount: '3' });
  });

  it('does not tell where a dead letter came from (message-sources)', async () => {
    expect(await aDeadLetter()).not.toHaveProperty('DeadLetterQueueSourceArn');
  });

  const sns = (form: Record<string, string>) =>
    app.inject({
      ...{ method: 'POST', url: '/', payload: new URLSearchParams(form).toString() },
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });

  it('delivers what a message has for each protocol as it was published (message-structures)', async () => {
    const TopicArn = 'arn:aws:sns:us-east-1:000000000000:structured';
    const QueueUrl = await createQueue('structured');
    const Endpoint = 'arn:aws:sqs:us-east-1:000000000000:structured';
    await sns({ Action: 'CreateTopic', Name: 'structured' });
    await sns({ Action: 'Subscribe', TopicArn, Protocol: 'sqs', Endpoint });
    const Message = '{"default":"d","sqs":"q"}';
    await sns({ Action: 'Publish', TopicArn, Message, MessageStructure: 'json' });

    const { Messages } = (await sqs('ReceiveMessage', { QueueUrl })).answer;
    expect(JSON.parse(Messages[0].Body)).toMatchObject({ Message });
  });

  it('drops what a topic cannot deliver, though the subscription has a dead-letter queue (undelivered-messages)', async () => {
    const TopicArn = 'arn:aws:sns:us-east-1:000000000000:topic';
    const undelivered = await createQueue('undelivered');
    await sns({ Action: 'CreateTopic', Name: 'topic' });
    await sns({
      ...{ Action: 'Subscribe', TopicArn, Protocol: 'sqs' },
      Endpoint: 'arn:aws:sqs:us-east-1:000000000000:gone',
      'Attributes.entry.1.key': 'RedrivePolicy',
      'Attributes.entry.1.value': '{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:undelivered"}',
    });

    expect((await sns({ Action: 'Publish', TopicArn, Message: 'a' })).statusCode).toBe(200);
    expect((await sqs('ReceiveMessage', { QueueUrl: undelivered })).answer.Messages ?? []).toEqual([]);
  });

  it('matches lists of attributes otherwise than SNS (subscription-filters)', async () => {
    const { matchesFilterPolicy } = await import(
      new URL('sns/filter.js', import.meta.resolve('fauxqs')).href
    );
    const attributes = { kinds: { DataType: 'String.Array', StringValue: '["order","vip"]' } };

    expect(matchesFilterPolicy({ kinds: ['order'] }, attributes)).toBe(false);
  });

  it('moves no messages itself (fauxqs-queues)', async () => {
    expect((await sqs('ListMessageMoveTasks', { SourceArn: 'arn' })).answer.__type).toMatch(/InvalidAction/);
  });

  it('takes no scope of deduplication, and looks at none (fifo-queues)', async () => {
    const scope = { DeduplicationScope: 'messageGroup' };
    const QueueUrl = await createQueue('queue.fifo', { FifoQueue: 'true', ...scope });
    const sent = { QueueUrl, MessageBody: 'a', MessageDeduplicationId: 'id' };
    for (const MessageGroupId of ['one', 'other']) await sqs('SendMessage', { ...sent, MessageGroupId });

    const { answer } = await sqs('ReceiveMessage', { QueueUrl, MaxNumberOfMessages: 10 });
    expect(answer.Messages).toHaveLength(1);
    expect((await sqs('SetQueueAttributes', { QueueUrl, Attributes: scope })).statusCode).toBe(400);
  });

  it('gives one message of a group at a time (fifo-queues)', async () => {
    const QueueUrl = await createQueue('queue.fifo', { FifoQueue: 'true' });
    for (const MessageDeduplicationId of ['1', '2']) {
      const sent = { QueueUrl, MessageBody: 'a', MessageGroupId: 'group', MessageDeduplicationId };
      await sqs('SendMessage', sent);
    }

    const { answer } = await sqs('ReceiveMessage', { QueueUrl, MaxNumberOfMessages: 10 });
    expect(answer.Messages).toHaveLength(1);
  });

  it('exports nothing that tells of changes of queues (queue-changes)', () => {
    expect(Object.keys(fauxqs).sort()).toEqual([
      'buildApp',
      'createLocalhostHandler',
      'interceptLocalhostDns',
      'startFauxqs',
    ]);
  });
});

describe('fauxqs with a data directory, by itself', () => {
  it('fails to give back a message (returned-messages)', async () => {
    const { SqsStore, SnsStore, S3Store, PersistenceManager } = await importFauxqsInternals();
    const directory = mkdtempSync(join(tmpdir(), 'mailroom-data-'));
    const persistence = new PersistenceManager(directory);
    const stores = { sqsStore: new SqsStore(), snsStore: new SnsStore(), s3Store: new S3Store() };
    stores.sqsStore.persistence = persistence;
    const app = buildApp({ logger: false, stores: stores as unknown as FauxqsStores });
    const sqs = asking(app);
    const { QueueUrl } = (await sqs('CreateQueue', { QueueName: 'queue' })).answer;
    await sqs('SendMessage', { QueueUrl, MessageBody: 'a' });
    const [{ ReceiptHandle }] = (await sqs('ReceiveMessage', { QueueUrl })).answer.Messages;

    const { statusCode } = await sqs('ChangeMessageVisibility', {
      QueueUrl,
      ReceiptHandle,
      VisibilityTimeout: 0,
    });

    expect(statusCode).toBe(500);
    await app.close();
    persistence.close();
    rmSync(directory, { recursive: true });
  });
});

describe('aws-ses-v2-local by itself', () => {
  it('exports neither its store nor how it composes an email (ses-internals)', () => {
    expect(Object.keys(createRequire(import.meta.url)('aws-ses-v2-local')).sort()).toEqual([
      'default',
      'defaultConfig',
    ]);
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { type SnsSqsEmulator, startSnsSqs } from '../../../../local/services/sns-sqs/fauxqs.ts';

let directory: string;
let emulator: SnsSqsEmulator;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'mailroom-data-'));
  emulator = await startSnsSqs({ port: 0, dataDirectory: directory });
});

afterEach(async () => {
  await emulator.stop();
  rmSync(directory, { recursive: true });
});

function client(): SQSClient {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  return new SQSClient({ region: 'us-east-1', endpoint: emulator.url, credentials });
}

async function receive(sqs: SQSClient) {
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'queue' }));
  const MessageSystemAttributeNames = ['ApproximateReceiveCount' as const];
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl, MessageSystemAttributeNames }),
  );
  return { QueueUrl, message: Messages[0] };
}

it('has a message that was given back at once, and after a restart, with its receives', async () => {
  const sqs = client();
  const { QueueUrl } = await receive(sqs);
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'kept' }));
  for (const count of ['1', '2']) {
    const { message } = await receive(sqs);
    expect(message).toMatchObject({ Body: 'kept', Attributes: { ApproximateReceiveCount: count } });
    const ReceiptHandle = message?.ReceiptHandle;
    await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }));
  }
  await emulator.stop();
  emulator = await startSnsSqs({ port: 0, dataDirectory: directory });

  expect((await receive(client())).message).toMatchObject({
    Body: 'kept',
    Attributes: { ApproximateReceiveCount: '3' },
  });
});

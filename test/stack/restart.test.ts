import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, describe, expect, it } from '@jest/globals';
import { type LocalStack, type Pipeline, startLocalStack } from '../../local/index.ts';
import { eventually } from '../support/eventually.ts';
import { bodiesIn, depthOf, sqsOf } from '../support/messages/queues.ts';
import { aQueuePipeline } from '../support/stack/a-queue-pipeline.ts';
import { anAssembly, removeDirectory } from '../support/stack/an-assembly.ts';

const FAILS = `export const handler = async () => { throw new Error('not yet') }`;
const SENDS = `
  import { SESClient, SendEmailCommand } from '@aws-sdk/client-ses';
  const ses = new SESClient({});
  export const handler = async (event) => {
    for (const { body } of event.Records) {
      const Message = { Subject: { Data: body }, Body: { Text: { Data: body } } };
      await ses.send(new SendEmailCommand({ Source: 'a@example.com', Destination: { ToAddresses: ['b@example.com'] }, Message }));
    }
  };`;

describe('a local stack with a data directory', () => {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'mailroom-data-'));
  const apps: string[] = [];

  afterAll(() => {
    for (const directory of [dataDirectory, ...apps]) removeDirectory(directory);
  });

  async function start(code: string): Promise<{ stack: LocalStack; pipeline: Pipeline }> {
    const resources = aQueuePipeline({ visibilityTimeoutSeconds: 2, maxReceiveCount: 100 });
    const app = anAssembly({ resources, functions: { Worker: { code } } });
    apps.push(app);
    const stack = await startLocalStack({ app, dataDirectory });
    const [pipeline] = Object.values(stack.pipelines);
    if (!pipeline) throw new Error('no pipeline');
    return { stack, pipeline };
  }

  it('delivers after a restart what it had not before, and keeps dead letters and the inbox', async () => {
    const first = await start(FAILS);
    const { queueUrl = '', deadLetterQueueUrl = '' } = first.pipeline;
    const sqs = sqsOf(first.stack);
    await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: 'waiting' }));
    await sqs.send(new SendMessageCommand({ QueueUrl: deadLetterQueueUrl, MessageBody: 'dead' }));
    await eventually(
      () => depthOf(sqs, queueUrl),
      ({ inFlight }) => inFlight === 1,
    );
    await first.stack.stop();

    const second = await start(SENDS);
    const [email] = await eventually(
      () => second.stack.ses.emails(),
      ({ length }) => length > 0,
    );
    expect(email?.subject).toBe('waiting');
    expect(await bodiesIn(sqsOf(second.stack), second.pipeline.deadLetterQueueUrl ?? '')).toEqual(['dead']);
    await second.stack.stop();

    const third = await start(SENDS);
    // On a busy machine the queue may have given it twice: a worker may take longer than two seconds.
    const subjects = (await third.stack.ses.emails()).map(({ subject }) => subject);
    expect([...new Set(subjects)]).toEqual(['waiting']);
    await third.stack.stop();
  });
});

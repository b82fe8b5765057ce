import { SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Pipeline } from '../../local/index.ts';
import { NotificationPublisher } from '../../publisher/index.ts';
import { aJournal, NOTE } from '../support/a-journal.ts';
import { type AQueuePipeline, aQueuePipeline } from '../support/a-queue-pipeline.ts';
import { anAssembly } from '../support/an-assembly.ts';
import { eventually } from '../support/eventually.ts';
import { depthOf, snsOf, sqsOf } from '../support/queues.ts';
import { StartedStacks } from '../support/started-stacks.ts';

const BODIES = `event.Records.map(({ body }) => body)`;

describe('the event source mapping', () => {
  const stacks = new StartedStacks();

  afterEach(() => stacks.end());

  async function start(
    code: string,
    pipeline: AQueuePipeline = {},
    properties: Record<string, unknown> = {},
  ) {
    const journal = aJournal();
    const Environment = { Variables: { JOURNAL: journal.path } };
    const worker = { code: NOTE + code, properties: { Environment, ...properties } };
    const app = anAssembly({ resources: aQueuePipeline(pipeline), functions: { Worker: worker } });
    const stack = await stacks.start(app);
    const { queueUrl = '', deadLetterQueueUrl = '' } = Object.values(stack.pipelines)[0] as Pipeline;
    const sqs = sqsOf(stack);
    const send = (...bodies: string[]) => {
      const Entries = bodies.map((MessageBody, index) => ({ Id: String(index), MessageBody }));
      return sqs.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
    };
    const depth = async () => ({
      queue: await depthOf(sqs, queueUrl),
      dead: await depthOf(sqs, deadLetterQueueUrl),
    });
    return { stack, journal, send, depth };
  }

  const empty = { visible: 0, inFlight: 0 };

  it('deletes a batch that succeeded', async () => {
    const { journal, send, depth } = await start(
      `export const handler = async (event) => { note(${BODIES}); };`,
    );

    await send('a', 'b');

    await eventually(
      () => journal.entries().flatMap(({ what }) => what as string[]).length,
      (count) => count === 2,
    );
    expect(await eventually(depth, ({ queue }) => queue.inFlight === 0)).toEqual({
      queue: empty,
      dead: empty,
    });
  });

  it('keeps what a function reports as failed, and shows it again once its visibility timeout ended', async () => {
    const { journal, send, depth } = await start(
      `export const handler = async (event) => {
         note(${BODIES});
         const failed = event.Records.filter(({ body, attributes }) => body === 'bad' && attributes.ApproximateReceiveCount === '1');
         return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
       };`,
      { visibilityTimeoutSeconds: 1 },
    );

    const sentAt = Date.now();
    await send('good', 'bad');

    const seen = () =>
      journal.entries().flatMap(({ what, at }) => (what as string[]).map((body) => ({ body, at })));
    const bad = await eventually(
      () => seen().filter(({ body }) => body === 'bad'),
      ({ length }) => length === 2,
    );
    // Hidden from its receive on, which was after it was sent.
    expect(Number(bad[1]?.at) - sentAt).toBeGreaterThanOrEqual(1000);
    expect(seen().filter(({ body }) => body === 'good')).toHaveLength(1);
    expect(await eventually(depth, ({ queue }) => queue.inFlight === 0)).toEqual({
      queue: empty,
      dead: empty,
    });
  });

  describe('with a function that fails', () => {
    const FAILURES: Record<string, string> = {
      throws: `throw new Error('no')`,
      'answers what is no batch response': `return 'fine'`,
      'names a message that was not in the batch': `return { batchItemFailures: [{ itemIdentifier: 'other' }] }`,
      'names nothing': `return { batchItemFailures: [{ itemIdentifier: '' }] }`,
      'names it under a wrong key': `return { batchItemFailures: [{ messageId: event.Records[0].messageId }] }`,
      'ends its process': 'process.exit(1)',
      'crashes outside the invocation': `setTimeout(() => { throw new Error('late') }); await new Promise(() => {})`,
      'runs into its timeout': 'await new Promise(() => {})',
      'blocks its thread beyond its timeout': 'for (;;) {}',
    };
    const names = Object.keys(FAILURES);

    /** One pipeline for all: the body of a message names what the function does with it. */
    const outcome = async () => {
      const cases = names.map((name) => `case '${name}': ${FAILURES[name]};`).join('\n');
      const { journal, send, depth } = await start(
        `export const handler = async (event) => { note(${BODIES}); switch (event.Records[0].body) { ${cases} } };`,
        {
          maxReceiveCount: 2,
          mapping: { BatchSize: 1, ScalingConfig: { MaximumConcurrency: names.length } },
        },
        { Timeout: 1 },
      );
      await send(...names);
      const { queue, dead } = await eventually(depth, (now) => now.dead.visible >= names.length);
      return { queue, dead, received: journal.entries().flatMap(({ what }) => what as string[]) };
    };

    it('dead-letters each message after its receives, whatever the failure', async () => {
      const { dead, received } = await outcome();

      expect(dead).toEqual({ visible: names.length, inFlight: 0 });
      expect(received.sort()).toEqual(names.flatMap((name) => [name, name]).sort());
    });
  });

  describe('with a function whose answer names no failure', () => {
    const ANSWERS: Record<string, string> = {
      nothing: 'return',
      null: 'return null',
      'an empty object': 'return {}',
      'a list of null': 'return { batchItemFailures: null }',
      'an empty list': 'return { batchItemFailures: [] }',
      'a misspelt key': 'return { batchItemsFailures: [{ itemIdentifier: event.Records[0].messageId }] }',
    };
    const names = Object.keys(ANSWERS);

    it('deletes the whole batch, whatever the answer', async () => {
      const cases = names.map((name) => `case '${name}': ${ANSWERS[name]};`).join('\n');
      const { journal, send, depth } = await start(
        `export const handler = async (event) => { note(${BODIES}); switch (event.Records[0].body) { ${cases} } };`,
        { mapping: { BatchSize: 1 } },
      );

      await send(...names);

      await eventually(
        () => journal.entries(),
        ({ length }) => length >= names.length,
      );
      expect(await eventually(depth, ({ queue }) => queue.inFlight === 0)).toEqual({
        queue: empty,
        dead: empty,
      });
      expect(
        journal
          .entries()
          .flatMap(({ what }) => what as string[])
          .sort(),
      ).toEqual(names.sort());
    });
  });

  it('ignores reported failures without ReportBatchItemFailures, so they are lost, as on AWS', async () => {
    const { journal, send, depth } = await start(
      `export const handler = async (event) => {
         note(${BODIES});
         return { batchItemFailures: event.Records.map(({ messageId }) => ({ itemIdentifier: messageId })) };
       };`,
      { mapping: { FunctionResponseTypes: [] } },
    );

    await send('a');

    await eventually(
      () => journal.entries(),
      ({ length }) => length === 1,
    );
    expect(await eventually(depth, ({ queue }) => queue.inFlight === 0)).toEqual({
      queue: empty,
      dead: empty,
    });
  });

  it('runs no more invocations at once than MaximumConcurrency', async () => {
    const { journal, send } = await start(
      `export const handler = async () => { note('start'); await new Promise((done) => setTimeout(done, 200)); note('end'); };`,
      { visibilityTimeoutSeconds: 30, mapping: { BatchSize: 1, ScalingConfig: { MaximumConcurrency: 2 } } },
    );

    await send(...'abcdef');

    const entries = await eventually(
      () => journal.entries(),
      ({ length }) => length === 12,
    );
    let running = 0;
    const atOnce = entries.map(({ what }) => {
      running += what === 'start' ? 1 : -1;
      return running;
    });
    expect(Math.max(...atOnce)).toBe(2);
  });

  it('fills a batch over its window up to the batch size', async () => {
    const { journal, send } = await start(
      `export const handler = async (event) => { note(event.Records.length); };`,
      {
        visibilityTimeoutSeconds: 30,
        mapping: { BatchSize: 25, MaximumBatchingWindowInSeconds: 5 },
      },
    );

    for (const group of ['abcdefghij', 'klmnopqrst', 'uvwxy']) await send(...group);

    const entries = await eventually(
      () => journal.entries(),
      ({ length }) => length > 0,
    );
    expect(entries.map(({ what }) => what)).toEqual([25]);
  });

  it('gives each execution environment its own modules, and uses it again', async () => {
    const { journal, send } = await start(
      `let invocations = 0; export const handler = async (event) => { invocations += 1; note({ invocations, cold: invocations === 1, body: event.Records[0].body }); };`,
      { mapping: { BatchSize: 1, ScalingConfig: { MaximumConcurrency: 2 } } },
    );

    await send('a');
    await eventually(
      () => journal.entries(),
      ({ length }) => length === 1,
    );
    await send('b');

    const entries = await eventually(
      () => journal.entries(),
      ({ length }) => length === 2,
    );
    expect(entries.map(({ what }) => what)).toEqual([
      { invocations: 1, cold: true, body: 'a' },
      { invocations: 2, cold: false, body: 'b' },
    ]);
    expect(entries[0]?.thread).toBe(entries[1]?.thread);
  });

  it('hands message attributes and system attributes on as Lambda does', async () => {
    const { stack, journal } = await start(
      `export const handler = async (event) => { note(event.Records[0]); };`,
    );
    const client = snsOf(stack);
    const [{ topicArn }] = Object.values(stack.pipelines) as [Pipeline];

    await new NotificationPublisher({ topicArn, client }).publish(
      { id: 'n-1', subject: 's', body: 'b', recipient: 'ada@example.com' },
      { attributes: { tenant: 'acme' } },
    );

    const [entry] = await eventually(
      () => journal.entries(),
      ({ length }) => length === 1,
    );
    expect(entry?.what).toMatchObject({
      body: '{"subject":"s","body":"b","recipient":"ada@example.com","id":"n-1"}',
      attributes: { ApproximateReceiveCount: '1', SentTimestamp: expect.stringMatching(/^\d{13}$/) },
      messageAttributes: {
        tenant: { stringValue: 'acme', dataType: 'String', stringListValues: [], binaryListValues: [] },
      },
      eventSource: 'aws:sqs',
      awsRegion: 'us-east-1',
      eventSourceARN: expect.stringMatching(/^arn:aws:sqs:us-east-1:000000000000:/),
    });
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NotificationPublisher } from '../../publisher/index.ts';
import { eventually } from '../support/eventually.ts';
import { snsOf } from '../support/messages/queues.ts';
import { type SomeWorker, SomeWorkers } from '../support/stack/some-workers.ts';

const BODIES = `event.Records.map(({ body }) => body)`;

describe('the event source mapping', () => {
  const workers = new SomeWorkers();

  beforeAll(() => workers.start({ clock: 'skipping' }));

  afterAll(() => workers.end());

  const empty = { visible: 0, inFlight: 0 };

  /** The bodies of all records that a function noted. */
  const bodiesOf = (worker: SomeWorker) => worker.noted().flatMap((bodies) => bodies as string[]);

  /** Waits until the queue holds nothing, and tells what the dead-letter queue holds. */
  const settled = async (worker: SomeWorker) => {
    const { dead } = await eventually(
      () => worker.depth(),
      ({ queue }) => queue.visible + queue.inFlight === 0,
    );
    return dead;
  };

  describe('with a function that succeeds', () => {
    const worker = workers.add({
      code: `export const handler = async (event) => { note(${BODIES}); };`,
      pipeline: { visibilityTimeoutSeconds: 60 },
    });

    it('deletes a batch', async () => {
      await worker.send('a', 'b');

      expect(await settled(worker)).toEqual(empty);
      expect(bodiesOf(worker).sort()).toEqual(['a', 'b']);
    });
  });

  describe('with filters', () => {
    const Filters = [{ Pattern: '{"body":{"kind":["wanted"]}}' }];
    const worker = workers.add({
      code: `export const handler = async (event) => { note(${BODIES}); };`,
      pipeline: { visibilityTimeoutSeconds: 60, mapping: { FilterCriteria: { Filters } } },
    });

    it('deletes what does not match, without the function and without a dead letter', async () => {
      await worker.send('{"kind":"other"}', '{"kind":"wanted"}', 'no JSON');

      expect(await settled(worker)).toEqual(empty);
      expect(bodiesOf(worker)).toEqual(['{"kind":"wanted"}']);
    });
  });

  describe('with a function that reports a failure', () => {
    const worker = workers.add({
      code: `export const handler = async (event) => {
         note(${BODIES});
         const failed = event.Records.filter(({ body, attributes }) => body === 'bad' && attributes.ApproximateReceiveCount === '1');
         return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
       };`,
      pipeline: { visibilityTimeoutSeconds: 60 },
    });

    it('keeps what failed, and shows it again once its visibility timeout ended', async () => {
      const sentAt = workers.stack.now();
      await worker.send('good', 'bad');

      expect(await settled(worker)).toEqual(empty);
      const [first, second] = worker.entries().filter(({ what }) => (what as string[]).includes('bad'));
      expect(bodiesOf(worker).sort()).toEqual(['bad', 'bad', 'good']);
      // Hidden from its receive on, which was after it was sent and before it was noted.
      expect(Number(second?.at) - sentAt).toBeGreaterThanOrEqual(60_000);
      expect(Number(second?.at) - Number(first?.at)).toBeGreaterThan(50_000);
    });
  });

  describe('with a function that sends to its own queue what it has received', () => {
    const worker = workers.add({
      code: `
        import { SQSClient, SendMessageCommand } from '@aws-sdk/client-sqs';
        const sqs = new SQSClient();
        export const handler = async (event) => {
          note(${BODIES});
          for (const { body } of event.Records) {
            await sqs.send(new SendMessageCommand({ QueueUrl: process.env.QUEUE, MessageBody: body }));
          }
        };`,
      pipeline: { visibilityTimeoutSeconds: 60 },
    });

    it('invokes it 16 times, and then no more until its batch is given up', async () => {
      await worker.send('round');

      await eventually(
        () => worker.depth(),
        ({ dead }) => dead.visible === 1,
      );
      expect(bodiesOf(worker)).toEqual(Array(16).fill('round'));
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
    const cases = names.map((name) => `case '${name}': ${FAILURES[name]};`).join('\n');
    /** One for all: the body of a message names what the function does with it. */
    const worker = workers.add({
      code: `export const handler = async (event) => { note(${BODIES}); switch (event.Records[0].body) { ${cases} } };`,
      pipeline: {
        maxReceiveCount: 2,
        mapping: { BatchSize: 1, ScalingConfig: { MaximumConcurrency: names.length } },
      },
      properties: { Timeout: 1 },
    });

    it('dead-letters each message after its receives, whatever the failure', async () => {
      await worker.send(...names);

      expect(await settled(worker)).toEqual({ visible: names.length, inFlight: 0 });
      expect(bodiesOf(worker).sort()).toEqual(names.flatMap((name) => [name, name]).sort());
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
    const cases = names.map((name) => `case '${name}': ${ANSWERS[name]};`).join('\n');
    const worker = workers.add({
      code: `export const handler = async (event) => { note(${BODIES}); switch (event.Records[0].body) { ${cases} } };`,
      pipeline: { visibilityTimeoutSeconds: 60, mapping: { BatchSize: 1 } },
    });

    it('deletes the whole batch, whatever the answer', async () => {
      await worker.send(...names);

      expect(await settled(worker)).toEqual(empty);
      expect(bodiesOf(worker).sort()).toEqual(names.sort());
    });
  });

  describe('without ReportBatchItemFailures', () => {
    const worker = workers.add({
      code: `export const handler = async (event) => {
         note(${BODIES});
         return { batchItemFailures: event.Records.map(({ messageId }) => ({ itemIdentifier: messageId })) };
       };`,
      pipeline: { mapping: { FunctionResponseTypes: [] } },
    });

    it('ignores reported failures, so they are lost, as on AWS', async () => {
      await worker.send('a');

      expect(await settled(worker)).toEqual(empty);
      expect(bodiesOf(worker)).toEqual(['a']);
    });
  });

  describe('with a MaximumConcurrency', () => {
    // Each ends once two have started, and leaves a third the time to.
    const worker = workers.add({
      code: `import { readFileSync } from 'node:fs';
       const begun = () => readFileSync(process.env.JOURNAL, 'utf8').match(/"start"/g).length;
       const wait = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
       export const handler = async () => {
         note('start');
         while (begun() < 2) await wait(5);
         await wait(50);
         note('end');
       };`,
      pipeline: {
        visibilityTimeoutSeconds: 30,
        mapping: { BatchSize: 1, ScalingConfig: { MaximumConcurrency: 2 } },
      },
      properties: { Timeout: 30 },
    });

    it('runs no more invocations at once', async () => {
      await worker.send(...'abcdef');

      await settled(worker);
      let running = 0;
      const atOnce = worker.noted().map((what) => {
        running += what === 'start' ? 1 : -1;
        return running;
      });
      expect(atOnce).toHaveLength(12);
      expect(Math.max(...atOnce)).toBe(2);
    });
  });

  describe('with a window', () => {
    const worker = workers.add({
      code: `export const handler = async (event) => { note(event.Records.length); };`,
      pipeline: {
        visibilityTimeoutSeconds: 300,
        mapping: { BatchSize: 25, MaximumBatchingWindowInSeconds: 60 },
      },
    });

    it('fills a batch up to the batch size', async () => {
      for (const group of ['abcdefghij', 'klmnopqrst', 'uvwxy']) await worker.send(...group);

      await settled(worker);
      expect(worker.noted()).toEqual([25]);
    });
  });

  describe('with execution environments', () => {
    const worker = workers.add({
      code: `let invocations = 0; export const handler = async (event) => { invocations += 1; note({ invocations, cold: invocations === 1, body: event.Records[0].body }); };`,
      pipeline: { mapping: { BatchSize: 1, ScalingConfig: { MaximumConcurrency: 2 } } },
    });

    it('gives each its own modules, and uses it again', async () => {
      await worker.send('a');
      await settled(worker);
      await worker.send('b');
      await settled(worker);

      const [first, second] = worker.entries();
      expect(worker.noted()).toEqual([
        { invocations: 1, cold: true, body: 'a' },
        { invocations: 2, cold: false, body: 'b' },
      ]);
      expect(first?.thread).toBe(second?.thread);
    });
  });

  describe('behind a topic', () => {
    const worker = workers.add({
      code: `export const handler = async (event) => { note(event.Records[0]); };`,
    });

    it('hands message attributes and system attributes on as Lambda does', async () => {
      const { topicArn } = worker.pipeline;

      await new NotificationPublisher({ topicArn, client: snsOf(workers.stack) }).publish(
        { id: 'n-1', subject: 's', body: 'b', recipient: 'ada@example.com' },
        { attributes: { tenant: 'acme' } },
      );

      const [record] = await eventually(
        () => worker.noted(),
        ({ length }) => length === 1,
      );
      expect(record).toMatchObject({
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
});

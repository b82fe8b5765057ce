import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AsynchronousInvocations } from '../../../../../local/services/lambda/asynchronous-invocations.ts';
import type { LambdaFunction } from '../../../../../local/services/lambda/lambda-function.ts';
import type { InvocationResult } from '../../../../../local/services/lambda/protocol.ts';
import { QueueReader } from '../../../../../local/services/sns-sqs/queue-reader.ts';
import { eventually } from '../../../../support/eventually.ts';
import { Queues } from '../sns-sqs/a-queue.ts';

const DONE: InvocationResult = { kind: 'result', payload: 'null' };
const FAILED: InvocationResult = { kind: 'error', error: { errorType: 'Error', errorMessage: 'no' } };
const THROTTLED: InvocationResult = { kind: 'throttled' };

const EMPTY = { visible: 0, inFlight: 0 };

/** The envelope in which SNS delivers `Message`. */
const anEnvelope = (Message: string) => JSON.stringify({ Type: 'Notification', MessageId: 'n-1', Message });

describe('AsynchronousInvocations', () => {
  let queues: Queues;

  beforeAll(async () => {
    queues = await Queues.start();
  });

  afterAll(() => queues.stop());

  /** Runs a function that answers `results` in turn, then succeeds, on a queue with `bodies`. */
  async function run(
    bodies: readonly string[],
    results: InvocationResult[],
    retrySeconds: readonly number[] = [0, 0],
  ) {
    const url = await queues.create(bodies);
    const controller = new AbortController();
    const messages: string[] = [];
    const lines: string[] = [];
    const target = {
      name: 'work',
      invoke: async (payload: string) => {
        messages.push(JSON.parse(payload).Records[0].Sns.Message);
        return results.shift() ?? DONE;
      },
    } as LambdaFunction;
    const reader = new QueueReader(queues.client, url, controller.signal);
    const { signal } = controller;
    const options = {
      subscriptionArn: 'arn:sub',
      retrySeconds,
      signal,
      log: (line: string) => lines.push(line),
    };
    const ended = new AsynchronousInvocations(target, reader, options).run();
    const stop = () => {
      controller.abort();
      return ended;
    };
    return { messages, lines, controller, stop, depth: () => queues.depth(url) };
  }

  const whenEmpty = (depth: () => Promise<typeof EMPTY>) =>
    eventually(depth, ({ visible, inFlight }) => visible + inFlight === 0);

  it('invokes the function with each event, and is done with what succeeds', async () => {
    const { messages, depth, stop } = await run([anEnvelope('a'), anEnvelope('b')], []);

    await whenEmpty(depth);
    await stop();

    expect(messages.sort()).toEqual(['a', 'b']);
  });

  it('tries what fails again', async () => {
    const { messages, lines, depth, stop } = await run([anEnvelope('a')], [FAILED, FAILED]);

    await whenEmpty(depth);
    await stop();

    expect(messages).toEqual(['a', 'a', 'a']);
    expect(lines).toEqual([]);
  });

  it('drops what failed at its last retry, and says so', async () => {
    const { messages, lines, depth, stop } = await run([anEnvelope('a')], [FAILED, FAILED, FAILED]);

    await whenEmpty(depth);
    await stop();

    expect(messages).toEqual(['a', 'a', 'a']);
    expect(lines).toEqual(['work dropped an event of arn:sub after 3 attempts']);
  });

  it('hides what fails for as long as the retry waits', async () => {
    const { messages, depth, stop } = await run([anEnvelope('a')], [FAILED], [60]);

    await eventually(
      () => messages,
      ({ length }) => length === 1,
    );
    expect(await depth()).toEqual({ visible: 0, inFlight: 1 });
    await stop();
  });

  it('does not count a throttled attempt as one of the function', async () => {
    const { messages, lines, depth, stop } = await run([anEnvelope('a')], [THROTTLED, FAILED, FAILED], [0]);

    await whenEmpty(depth);
    await stop();

    expect(messages).toEqual(['a', 'a', 'a']);
    expect(lines).toEqual(['work dropped an event of arn:sub after 2 attempts']);
  });

  it('keeps an event whose invocation the stack itself ended', async () => {
    const url = await queues.create([anEnvelope('a')]);
    const controller = new AbortController();
    const target = {
      name: 'work',
      invoke: async () => {
        controller.abort();
        return FAILED;
      },
    } as unknown as LambdaFunction;
    const { signal } = controller;
    const options = { subscriptionArn: 'arn:sub', retrySeconds: [], signal, log: () => {} };

    await new AsynchronousInvocations(target, new QueueReader(queues.client, url, signal), options).run();

    expect(await queues.depth(url)).toEqual({ visible: 0, inFlight: 1 });
  });

  it('survives what is no envelope, and goes on', async () => {
    const { messages, lines, stop } = await run(['not JSON', anEnvelope('a')], []);

    await eventually(
      () => [messages.length, lines.length],
      ([invoked, logged]) => invoked === 1 && logged === 1,
    );
    await stop();

    expect(messages).toEqual(['a']);
    expect(lines[0]).toMatch(/^an event of arn:sub could not be settled, so it comes again: SyntaxError/);
  });
});

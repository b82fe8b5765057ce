import { afterEach, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { type Notification, NotificationPublisher, PublishError } from '../../../publisher/index.ts';
import { anyThrown } from '../../support/any/any-json.ts';
import { aNotification } from '../../support/messages/a-notification.ts';
import { SnsStub } from '../../support/messages/an-sns-client.ts';

const TOPIC_ARN = 'arn:aws:sns:eu-central-1:123456789012:topic';

function publisherOver(sns: SnsStub): NotificationPublisher {
  return new NotificationPublisher({ topicArn: TOPIC_ARN, client: sns.client });
}

/** `count` notifications with the ids `n0`, `n1` and so on. */
function notifications(count: number, parts: Partial<Notification> = {}): Notification[] {
  return Array.from({ length: count }, (_, index) => aNotification({ id: `n${index}`, ...parts }));
}

afterEach(() => {
  jest.restoreAllMocks();
});

describe('publishAll', () => {
  it('publishes 25 in three batches and answers in order', async () => {
    const sns = new SnsStub();

    const results = await publisherOver(sns).publishAll(notifications(25));

    expect(sns.bodies.map((batch) => batch.length)).toEqual([10, 10, 5]);
    expect(results.map(({ id }) => id)).toEqual(notifications(25).map(({ id }) => id));
    expect(new Set(results.map(({ status }) => status))).toEqual(new Set(['published']));
  });

  it('gives every entry the attributes and the time of the call, which count towards the bytes of the batch', async () => {
    const sns = new SnsStub();
    jest.spyOn(Date, 'now').mockReturnValue(Date.UTC(2026, 10, 24, 21));
    const two = notifications(2, { body: 'b'.repeat(130_900) });

    await publisherOver(sns).publishAll(two);
    await publisherOver(sns).publishAll(two, { attributes: { kind: 'k'.repeat(100) } });

    expect(sns.bodies.map((batch) => batch.length)).toEqual([2, 1, 1]);
    expect(sns.batches.at(-1)?.PublishBatchRequestEntries?.[0]?.MessageAttributes).toEqual({
      kind: { DataType: 'String', StringValue: 'k'.repeat(100) },
      mailroom: { DataType: 'String', StringValue: '{"published":"2026-11-24T21:00:00.000Z"}' },
    });
  });

  it('answers nothing for nothing, without a request', async () => {
    const sns = new SnsStub();

    expect(await publisherOver(sns).publishAll([])).toEqual([]);
    expect(sns.batches).toEqual([]);
  });

  it('fails an invalid notification in the middle and publishes the rest', async () => {
    const sns = new SnsStub();
    const mixed = [...notifications(1), aNotification({ id: 'bad', recipient: 'ada@' }), ...notifications(1)];

    const results = await publisherOver(sns).publishAll([...mixed, null as unknown as Notification]);

    expect(results).toMatchObject([
      { status: 'published', id: 'n0', messageId: 'message-1' },
      { status: 'failed', id: 'bad', error: { message: 'recipient: expected an email address, got "ada@"' } },
      { status: 'published', id: 'n0', messageId: 'message-2' },
      { status: 'failed', id: undefined, error: { message: 'notification: expected an object, got null' } },
    ]);
  });

  it('fails a notification whose getter throws and publishes the rest', async () => {
    const hostile = {
      get subject(): string {
        throw 'no subject';
      },
      body: 'b',
      recipient: 'ada@example.com',
    };

    const results = await publisherOver(new SnsStub()).publishAll([hostile, ...notifications(1)]);

    expect(results).toMatchObject([
      { status: 'failed', error: { message: 'no subject' } },
      { status: 'published', id: 'n0' },
    ]);
  });

  it('gives a result for each notification, whatever they and SNS throw', async () => {
    await fc.assert(
      fc.asyncProperty(anyThrown, anyThrown, async (ofNotification, ofSns) => {
        const hostile = Object.defineProperty(aNotification(), 'subject', {
          get: () => {
            throw ofNotification;
          },
        });
        const client = { send: async () => Promise.reject(ofSns) } as unknown as SnsStub['client'];
        const publisher = new NotificationPublisher({ topicArn: TOPIC_ARN, client });

        const results = await publisher.publishAll([hostile, ...notifications(1)]);

        const errors = results.map((result) => (result.status === 'failed' ? result.error : undefined));
        expect(errors).toEqual([expect.any(Error), expect.any(PublishError)]);
        expect(errors[1]?.cause).toBe(ofSns);
      }),
      {
        examples: [
          [Object.create(null), Object.create(null)],
          [{ toString: 1 }, Object.assign(new Error(), { name: { toString: 1 } })],
        ],
      },
    );
  });

  it('goes on after a request that failed as a whole', async () => {
    const sns = new SnsStub({
      request: (request) => (request === 1 ? new Error('connection lost') : undefined),
    });

    const results = await publisherOver(sns).publishAll(notifications(12));

    expect(results.map(({ status }) => status)).toEqual([
      ...Array(10).fill('failed'),
      ...Array(2).fill('published'),
    ]);
    expect(results.map(({ id }) => id)).toEqual(notifications(12).map(({ id }) => id));
  });

  it('keeps order where a later batch is answered first', async () => {
    const sns = new SnsStub();
    const first = Promise.withResolvers<void>();
    const send = async (command: Parameters<typeof sns.client.send>[0]) => {
      if (sns.batches.length === 0) return sns.client.send(command).finally(() => first.promise);
      return sns.client.send(command).finally(() => first.resolve());
    };
    const client = { send } as unknown as typeof sns.client;

    const results = await new NotificationPublisher({ topicArn: TOPIC_ARN, client }).publishAll(
      notifications(15),
    );

    expect(results.map(({ id }) => id)).toEqual(notifications(15).map(({ id }) => id));
  });

  it('reads the source no faster than four batches are answered', async () => {
    const answers: (() => void)[] = [];
    const sns = new SnsStub();
    const send = async (command: Parameters<typeof sns.client.send>[0]) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      answers.push(resolve);
      await promise;
      return sns.client.send(command);
    };
    const client = { send } as unknown as typeof sns.client;
    let read = 0;
    function* counted() {
      for (const notification of notifications(60)) {
        read += 1;
        yield notification;
      }
    }
    const settled = () => new Promise((resolve) => setImmediate(resolve));

    const publishing = new NotificationPublisher({ topicArn: TOPIC_ARN, client }).publishAll(counted());
    await settled();
    expect([answers.length, read]).toEqual([4, 40]);
    answers.shift()?.();
    await settled();
    expect([answers.length, read]).toEqual([4, 50]);
    while (answers.length > 0) {
      answers.shift()?.();
      await settled();
    }

    expect(await publishing).toHaveLength(60);
  });

  it('takes an async source', async () => {
    async function* source() {
      yield* notifications(11);
    }

    expect(await publisherOver(new SnsStub()).publishAll(source())).toHaveLength(11);
  });

  it('publishes what a failing source had given, and rejects with the results', async () => {
    const cause = new Error('cursor lost');
    const sns = new SnsStub();
    function* source() {
      yield* notifications(11);
      yield aNotification({ recipient: 'ada@' });
      throw cause;
    }

    const publishing = publisherOver(sns).publishAll(source());

    await expect(publishing).rejects.toThrow(
      expect.objectContaining({
        name: 'PublishInterruptedError',
        message: 'The source of the notifications failed after 12, of which 11 are published; see results',
        cause,
      }),
    );
    const { results } = await publishing.catch((error) => error);
    expect(results.map(({ status }: { status: string }) => status)).toEqual([
      ...Array(11).fill('published'),
      'failed',
    ]);
    expect(sns.bodies.map((batch) => batch.length)).toEqual([10, 1]);
  });

  it('refuses an invalid attribute before it reads the source', async () => {
    const sns = new SnsStub();
    let read = 0;
    function* source() {
      read += 1;
      yield aNotification();
    }

    await expect(publisherOver(sns).publishAll(source(), { attributes: { mailroom: 'x' } })).rejects.toThrow(
      /^attributes\.mailroom: expected another name/,
    );
    expect([read, sns.batches.length]).toEqual([0, 0]);
  });

  it.each([[undefined], [aNotification()], [42]])('refuses %j, which cannot be iterated', async (source) => {
    await expect(
      publisherOver(new SnsStub()).publishAll(source as unknown as Notification[]),
    ).rejects.toThrow(
      new TypeError('publishAll expects an iterable of notifications; publish takes a single one.'),
    );
  });
});

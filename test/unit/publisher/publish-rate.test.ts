import type { PublishBatchCommand, SNSClient } from '@aws-sdk/client-sns';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { publishAll } from '../../../publisher/publish-all.ts';
import { publishBatch } from '../../../publisher/publish-batch.ts';
import { PublishRate } from '../../../publisher/publish-rate.ts';
import { aNotification } from '../../support/messages/a-notification.ts';

const START = Date.UTC(2026, 10, 28);
const TOPIC_ARN = 'arn:aws:sns:eu-central-1:123456789012:topic';

beforeEach(() => {
  jest.useFakeTimers({ now: START });
});

afterEach(() => {
  jest.useRealTimers();
});

const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** SNS in a region that takes so many publishes a second, and answers after 25 ms. */
class ThrottlingSns {
  readonly #perSecond: number;
  readonly #asWhole: boolean;
  #tokens: number;
  #filledAt = Date.now();
  requests = 0;
  throttles = 0;

  constructor(perSecond: number, asWhole: boolean) {
    this.#perSecond = perSecond;
    this.#tokens = perSecond;
    this.#asWhole = asWhole;
  }

  readonly client = {
    send: (command: unknown) => this.#send(command as PublishBatchCommand),
  } as unknown as SNSClient;

  async #send({ input }: PublishBatchCommand) {
    await sleep(25);
    const entries = input.PublishBatchRequestEntries ?? [];
    this.requests += 1;
    const now = Date.now();
    this.#tokens = Math.min(
      this.#perSecond,
      this.#tokens + ((now - this.#filledAt) / 1000) * this.#perSecond,
    );
    this.#filledAt = now;
    if (this.#tokens >= entries.length) {
      this.#tokens -= entries.length;
      return { Successful: entries.map(({ Id }) => ({ Id, MessageId: `message-${Id}` })), Failed: [] };
    }
    this.throttles += 1;
    if (this.#asWhole) throw Object.assign(new Error('Rate exceeded'), { name: 'ThrottlingException' });
    return {
      Successful: [],
      Failed: entries.map(({ Id }) => ({ Id, Code: 'Throttled', SenderFault: true })),
    };
  }
}

describe('publishAll against a quota of publishes a second', () => {
  it.each([
    [300, true],
    [300, false],
    [3000, true],
  ])('publishes 6,000 at %s a second, throttled as a whole: %s', async (perSecond, asWhole) => {
    const sns = new ThrottlingSns(perSecond, asWhole);
    const times = { pause: sleep, now: Date.now };
    const deps = { client: sns.client, topicArn: TOPIC_ARN, attributes: {}, random: () => 0.5, ...times };
    const rate = new PublishRate(times);
    const source = Array.from({ length: 6000 }, (_, index) => aNotification({ id: `n${index}` }));

    const publishing = publishAll(source, 0, (messages) => publishBatch(messages, { ...deps, rate }));
    await jest.runAllTimersAsync();
    const results = await publishing;

    const failed = results.filter(({ status }) => status === 'failed');
    expect(failed).toEqual([]);
    expect(sns.throttles / sns.requests).toBeLessThan(0.05);
    const seconds = (Date.now() - START) / 1000;
    expect(6000 / seconds).toBeGreaterThan(Math.min(perSecond * 0.7, 1500));
  });
});

describe('a PublishRate', () => {
  it('waits for nothing as long as nothing is throttled', async () => {
    const rate = new PublishRate({ pause: () => Promise.reject(new Error('waits')), now: Date.now });

    for (let request = 0; request < 100; request += 1) {
      await rate.turn(10);
      rate.passed();
    }

    expect(Date.now()).toBe(START);
  });

  it('slows down once for what was on its way together', async () => {
    const pauses: number[] = [];
    const rate = new PublishRate({ pause: async (milliseconds) => pauses.push(milliseconds), now: Date.now });
    const [one, other] = [await rate.turn(10), await rate.turn(10)];
    jest.setSystemTime(START + 25);

    rate.throttled(one);
    rate.throttled(other);
    await rate.turn(3);
    await rate.turn(3);

    expect(pauses).toEqual([10]);
  });
});

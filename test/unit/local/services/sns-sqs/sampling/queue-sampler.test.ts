import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { QueueSampler } from '../../../../../../local/services/sns-sqs/sampling/queue-sampler.ts';
import type {
  QueueContent,
  SampledMessage,
} from '../../../../../../local/services/sns-sqs/sampling/queue-states.ts';

const MINUTE = 29_000_000;
const START = MINUTE * 60_000;
const HOUR = 60;

/** A queue that holds what a test puts into it. */
class AQueue {
  readonly name = 'queue';
  attributes: Record<string, string> = {};
  pollWaiters: unknown[] = [];
  ready: SampledMessage[] = [];
  delayed: SampledMessage[] = [];
  inflight: { message: SampledMessage; visibilityDeadline: number }[] = [];

  inspectMessages(): QueueContent {
    return this;
  }
}

const aMessage = (receives = 0, sentTimestamp = 0): SampledMessage => ({
  approximateReceiveCount: receives,
  sentTimestamp,
});

/** So many minutes after the start. */
const minutesIn = (minutes: number) => START + minutes * 60_000;

describe('a QueueSampler', () => {
  let queue: AQueue;
  let sampler: QueueSampler;

  beforeEach(() => {
    jest.useFakeTimers({ now: START });
    queue = new AQueue();
    sampler = new QueueSampler(() => [queue]);
    sampler.used(queue);
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  /** What has ended by so many minutes after the start, each as `minutes: visible/hidden/delayed`. */
  function endedBy(minutes: number): string[] {
    jest.setSystemTime(minutesIn(minutes));
    return sampler.take().ended.map(({ first, last, visible, notVisible, delayed }) => {
      return `${first - MINUTE}-${last - MINUTE}: ${visible}/${notVisible}/${delayed}`;
    });
  }

  it('has one sample for a day in which nothing happens to a queue with messages', () => {
    queue.ready.push(aMessage());

    expect(endedBy(24 * HOUR)).toEqual([`0-${24 * HOUR - 1}: 1/0/0`]);
  });

  it('knows at which minute’s end each hidden and delayed message was visible again', () => {
    queue.inflight.push({ message: aMessage(1), visibilityDeadline: minutesIn(3) });
    queue.inflight.push({ message: aMessage(1), visibilityDeadline: minutesIn(5) + 1 });
    queue.delayed.push({ ...aMessage(), delayUntil: minutesIn(1.5) });

    expect(endedBy(10)).toEqual(['0-0: 0/2/1', '1-1: 1/2/0', '2-4: 2/1/0', '5-9: 3/0/0']);
  });

  it('samples as it was before a change, at each minute’s end up to it', () => {
    queue.ready.push(aMessage());
    jest.setSystemTime(minutesIn(2.5));
    sampler.catchUp();
    queue.ready.push(aMessage());

    expect(endedBy(4)).toEqual(['0-1: 1/0/0', '2-3: 2/0/0']);
  });

  it('tells of a minute that has not ended as it is, and counts once', () => {
    sampler.entered(queue, aMessage());
    queue.ready.push(aMessage());
    sampler.received(queue, 2);
    sampler.received(queue, 0);
    sampler.deleted(queue);

    const counts = { sent: 1, received: 2, emptyReceives: 1, deleted: 1 };
    expect(sampler.take().current).toMatchObject([{ first: MINUTE, last: MINUTE, visible: 1, ...counts }]);
    jest.setSystemTime(minutesIn(3));
    const nothing = { sent: 0, received: 0, emptyReceives: 0, deleted: 0 };
    expect(sampler.take().ended).toMatchObject([
      { first: MINUTE, last: MINUTE, ...counts },
      { first: MINUTE + 1, last: MINUTE + 2, ...nothing },
    ]);
  });

  it('does not count as sent what a redrive policy has moved', () => {
    sampler.entered(queue, aMessage(3));

    expect(sampler.take().current).toMatchObject([{ sent: 0 }]);
  });

  it('falls silent six hours after the last use of an empty queue', () => {
    expect(endedBy(20 * HOUR)).toEqual([
      `0-${6 * HOUR - 2}: 0/0/0`,
      `${6 * HOUR - 1}-${6 * HOUR - 1}: 0/0/0`,
    ]);
    expect(sampler.take().current).toEqual([]);
  });

  it('speaks again a quarter of an hour after the next use, of what is there by then', () => {
    endedBy(20 * HOUR);
    sampler.entered(queue, aMessage(0));
    queue.ready.push(aMessage(0));

    expect(endedBy(20 * HOUR + 14)).toEqual([]);
    expect(sampler.take().current).toEqual([]);
    expect(endedBy(20 * HOUR + 17)).toEqual([`${20 * HOUR + 15}-${20 * HOUR + 16}: 1/0/0`]);
    expect(sampler.take().current).toMatchObject([{ visible: 1, sent: 0 }]);
  });

  it('never falls silent while it holds a message', () => {
    queue.ready.push(aMessage(0));
    endedBy(20 * HOUR);

    sampler.entered(queue, aMessage(0));

    expect(sampler.take().current).toMatchObject([{ sent: 1 }]);
  });

  it('never falls silent for a queue that somebody waits at', () => {
    queue.pollWaiters.push({});

    expect(endedBy(20 * HOUR)).toEqual([`0-${20 * HOUR - 1}: 0/0/0`]);
  });

  describe('the age of the oldest message', () => {
    const oldestSince = () => sampler.take().current[0]?.oldestSince;

    it('goes by when it came into this queue, not by when it was sent', () => {
      const [moved, sent] = [aMessage(4, START - 5_000_000), aMessage(0, START)];
      sampler.entered(queue, moved);
      jest.setSystemTime(minutesIn(1));
      sampler.entered(queue, sent);
      queue.ready.push(moved, sent);

      expect(oldestSince()).toBe(START);
    });

    it('goes by when it was sent where it was there before the start', () => {
      queue.ready.push(aMessage(0, START - 5_000_000));

      expect(oldestSince()).toBe(START - 5_000_000);
    });

    it.each([
      [4, 2, 1000],
      [4, 3, undefined],
      [3, 3, 1000],
    ])(
      'with maxReceiveCount %s, a message with %s receives counts: %s',
      (maxReceiveCount, receives, expected) => {
        queue.attributes = { RedrivePolicy: JSON.stringify({ maxReceiveCount }) };
        queue.inflight.push({ message: aMessage(receives, 1000), visibilityDeadline: minutesIn(60) });

        expect(oldestSince()).toBe(expected);
      },
    );
  });
});

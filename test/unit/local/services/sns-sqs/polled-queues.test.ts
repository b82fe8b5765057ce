import { describe, expect, it } from '@jest/globals';
import { nextDueOf, type QueueState } from '../../../../../local/services/sns-sqs/polled-queues.ts';

/** A standard queue without a message, but for `parts`. */
function aQueue(parts: Partial<QueueState> = {}): QueueState {
  return {
    isFifo: () => false,
    processTimers: () => {},
    messages: [],
    delayedMessages: [],
    inflightMessages: new Map(),
    hasAvailableFifoMessages: () => false,
    fifoDelayed: new Map(),
    ...parts,
  };
}

const hiddenUntil = (...deadlines: number[]) =>
  new Map(deadlines.map((visibilityDeadline, index) => [String(index), { visibilityDeadline }]));

describe('nextDueOf', () => {
  it.each<[string, NonNullable<Partial<QueueState>>[], ReturnType<typeof nextDueOf>]>([
    ['no queue', [], 'never'],
    ['an empty queue', [{}], 'never'],
    ['a visible message', [{ messages: ['a'], inflightMessages: hiddenUntil(5) }], 'now'],
    [
      'a visible message in another queue',
      [{ inflightMessages: hiddenUntil(5) }, { messages: ['a'] }],
      'now',
    ],
    ['hidden messages', [{ inflightMessages: hiddenUntil(9000, 5000, 7000) }], 5000],
    [
      'messages hidden until the same second',
      [{ inflightMessages: hiddenUntil(6000, 5000, 5900, 6001) }],
      6000,
    ],
    ['a delayed message', [{ delayedMessages: [{ delayUntil: 4 }] }], 4],
    ['both', [{ inflightMessages: hiddenUntil(3000), delayedMessages: [{ delayUntil: 4001 }] }], 3000],
    [
      'messages in two queues',
      [{ inflightMessages: hiddenUntil(3001) }, { inflightMessages: hiddenUntil(2000) }],
      2000,
    ],
    ['a message of a FIFO queue', [{ isFifo: () => true, hasAvailableFifoMessages: () => true }], 'now'],
    [
      'messages of a FIFO queue behind a hidden one',
      [{ isFifo: () => true, messages: ['unused'], inflightMessages: hiddenUntil(8) }],
      8,
    ],
    [
      'delayed messages of a FIFO queue',
      [{ isFifo: () => true, fifoDelayed: new Map([['group', [{ delayUntil: 6 }]]]) }],
      6,
    ],
  ])('is, for %s, as expected', (_, queues, expected) => {
    expect(nextDueOf(queues.map(aQueue))).toBe(expected);
  });

  it('shows first what has become due', () => {
    const messages: string[] = [];
    const queue = aQueue({ messages, processTimers: () => messages.push('due') });

    expect(nextDueOf([queue])).toBe('now');
  });
});

import { numberOf } from '../../../../template/scalars.ts';
import type { QueueSample, QueueSamples } from './queue-sample.ts';
import { heldAt, messagesOf, nextShown, type QueueContent, type SampledMessage } from './queue-states.ts';

/** A queue of fauxqs, as far as it is used here. */
export interface SampledQueue {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | undefined>>;
  /** Those who wait for messages. */
  readonly pollWaiters: readonly unknown[];
  inspectMessages(): QueueContent;
}

type Counts = { -readonly [Name in 'sent' | 'received' | 'deleted' | 'emptyReceives']: QueueSample[Name] };

const MINUTE_MILLISECONDS = 60_000;

/** For so long after its last use SQS tells the metrics of a queue that is empty. */
const ACTIVE_MILLISECONDS = 6 * 3_600_000;

/**
 * So late it may begin to tell them when such a queue is used again, in the less kind of two readings: what happened until
 * then is never told.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/monitoring-using-cloudwatch.html
 */
const WAKING_MILLISECONDS = 15 * 60_000;

/** With a higher `maxReceiveCount`, a message with so many receives no longer counts as the oldest. */
const RECEIVES_UNTIL_SKIPPED = 3;

/** Where there are more, nobody asks for them: the oldest go. */
const MAX_SAMPLES = 100_000;

const NOTHING: Counts = { sent: 0, received: 0, deleted: 0, emptyReceives: 0 };

/**
 * Samples queues at the end of each minute. To be told of everything before it changes them: what they held at the
 * ends of the minutes that have passed since can then still be told, however many the clock has skipped.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 */
export class QueueSampler {
  readonly #queues: () => Iterable<SampledQueue>;
  /** The first minute that has not been sampled. */
  #minute: number;
  #ended: QueueSample[] = [];
  readonly #counts = new Map<string, Counts>();
  readonly #enteredAt = new WeakMap<SampledMessage, number>();
  readonly #usedAt = new Map<string, number>();
  /** When the metrics begin of a queue that was silent. */
  readonly #speaksAt = new Map<string, number>();

  constructor(queues: () => Iterable<SampledQueue>) {
    this.#queues = queues;
    this.#minute = minuteOf(Date.now());
  }

  /** Samples every minute that has ended. */
  catchUp(): void {
    const minute = minuteOf(Date.now());
    if (minute <= this.#minute) return;
    for (const queue of this.#queues()) this.#ended.push(...this.#sample(queue, minute));
    if (this.#ended.length > MAX_SAMPLES) this.#ended = this.#ended.slice(-MAX_SAMPLES);
    this.#counts.clear();
    this.#minute = minute;
  }

  /** A request was about the queue. */
  used(queue: SampledQueue): void {
    const now = Date.now();
    const { name } = queue;
    const isUnused = this.#usedAt.has(name) && now > this.#activeUntil(queue);
    if (isUnused && !this.#isUsed(queue, queue.inspectMessages()))
      this.#speaksAt.set(name, now + WAKING_MILLISECONDS);
    this.#usedAt.set(name, now);
  }

  /** A message came into the queue; one that was received before, a redrive policy has moved. */
  entered(queue: SampledQueue, message: SampledMessage): void {
    this.used(queue);
    this.#enteredAt.set(message, Date.now());
    if (message.approximateReceiveCount === 0) this.#countsOf(queue).sent += 1;
  }

  deleted(queue: SampledQueue): void {
    this.#countsOf(queue).deleted += 1;
  }

  /** A receive gave so many messages. */
  received(queue: SampledQueue, count: number): void {
    this.catchUp();
    const counts = this.#countsOf(queue);
    counts.received += count;
    if (count === 0) counts.emptyReceives += 1;
  }

  /** The samples of all minutes since the last call, and those of the minute that has not ended. */
  take(): QueueSamples {
    this.catchUp();
    const now = Date.now();
    const current = [...this.#queues()].flatMap((queue) => {
      const content = queue.inspectMessages();
      if (!this.#isActive(queue, content, now) || now < this.#silentUntil(queue)) return [];
      return [this.#sampleOf(queue, content, { first: this.#minute, last: this.#minute, at: now })];
    });
    const ended = this.#ended;
    this.#ended = [];
    return { ended, current, now };
  }

  /** The minutes up to `until`, those in which the queue was the same taken together. */
  #sample(queue: SampledQueue, until: number): QueueSample[] {
    const content = queue.inspectMessages();
    const samples: QueueSample[] = [];
    let first = Math.max(this.#minute, Math.ceil(this.#silentUntil(queue) / MINUTE_MILLISECONDS));
    while (first < until && this.#isActive(queue, content, endOf(first))) {
      const last = Math.min(until - 1, this.#sameUntil(queue, content, first));
      samples.push(this.#sampleOf(queue, content, { first, last, at: endOf(first) }));
      first = last + 1;
    }
    return samples;
  }

  #sampleOf(
    queue: SampledQueue,
    content: QueueContent,
    { first, last, at }: { first: number; last: number; at: number },
  ): QueueSample {
    const counts = first === this.#minute ? this.#counts.get(queue.name) : undefined;
    const oldestSince = this.#oldestSince(queue, content);
    return { queue: queue.name, first, last, ...heldAt(at, content), oldestSince, ...(counts ?? NOTHING) };
  }

  /** The last minute at whose end the queue is as at that of `minute`, nothing being done to it in between. */
  #sameUntil(queue: SampledQueue, content: QueueContent, minute: number): number {
    if (minute === this.#minute && this.#counts.has(queue.name)) return minute;
    const unused = this.#isUsed(queue, content) ? Number.POSITIVE_INFINITY : this.#activeUntil(queue);
    const change = Math.min(nextShown(endOf(minute), content), unused);
    return Math.max(minute, Math.ceil(change / MINUTE_MILLISECONDS) - 2);
  }

  #isActive(queue: SampledQueue, content: QueueContent, moment: number): boolean {
    return this.#isUsed(queue, content) || moment <= this.#activeUntil(queue);
  }

  #isUsed({ pollWaiters }: SampledQueue, { ready, delayed, inflight }: QueueContent): boolean {
    return ready.length + delayed.length + inflight.length + pollWaiters.length > 0;
  }

  #silentUntil({ name }: SampledQueue): number {
    return this.#speaksAt.get(name) ?? Number.NEGATIVE_INFINITY;
  }

  #activeUntil({ name }: SampledQueue): number {
    return (this.#usedAt.get(name) ?? Number.NEGATIVE_INFINITY) + ACTIVE_MILLISECONDS;
  }

  #oldestSince({ attributes }: SampledQueue, content: QueueContent): number | undefined {
    const skips = maxReceiveCountOf(attributes.RedrivePolicy) > RECEIVES_UNTIL_SKIPPED;
    let oldest: number | undefined;
    for (const message of messagesOf(content)) {
      if (skips && message.approximateReceiveCount >= RECEIVES_UNTIL_SKIPPED) continue;
      // What was there at the start came at an unknown time, but not before it was sent.
      const since = this.#enteredAt.get(message) ?? message.sentTimestamp;
      if (oldest === undefined || since < oldest) oldest = since;
    }
    return oldest;
  }

  #countsOf({ name }: SampledQueue): Counts {
    let counts = this.#counts.get(name);
    if (!counts) {
      counts = { ...NOTHING };
      this.#counts.set(name, counts);
    }
    return counts;
  }
}

function minuteOf(moment: number): number {
  return Math.floor(moment / MINUTE_MILLISECONDS);
}

function endOf(minute: number): number {
  return (minute + 1) * MINUTE_MILLISECONDS;
}

function maxReceiveCountOf(redrivePolicy: string | undefined): number {
  if (!redrivePolicy) return 0;
  try {
    return numberOf((JSON.parse(redrivePolicy) as { maxReceiveCount?: unknown }).maxReceiveCount);
  } catch {
    return 0;
  }
}

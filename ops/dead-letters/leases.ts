import { ChangeMessageVisibilityBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { inBatches } from './in-batches.ts';

/** For how long a received message stays hidden unless it is given back: whoever is killed hides it no longer. */
export const LEASE_SECONDS = 120;

/** SQS keeps about 120,000 messages of a queue in flight, and others may hold some. */
export const MAX_HELD = 100_000;

/** A lease older than this is renewed; looked at twice as often, one is renewed with half of its time left at least. */
const RENEW_AFTER_MILLISECONDS = 40_000;
const LOOK_MILLISECONDS = 20_000;

interface Lease {
  readonly receiptHandle: string;
  /** By `performance.now()`. */
  takenAt: number;
}

/** The messages of one queue that are hidden from everybody else because they are being looked at. */
export class Leases {
  readonly #sqs: SQSClient;
  readonly #queueUrl: string;
  readonly #held = new Map<string, Lease>();
  readonly #timer: NodeJS.Timeout;
  #renewing: Promise<void> | undefined;

  constructor(sqs: SQSClient, queueUrl: string) {
    this.#sqs = sqs;
    this.#queueUrl = queueUrl;
    this.#timer = setInterval(() => {
      this.#renewing ??= this.#renew().finally(() => {
        this.#renewing = undefined;
      });
    }, LOOK_MILLISECONDS);
  }

  get count(): number {
    return this.#held.size;
  }

  /** Notes a message that was just received for {@link LEASE_SECONDS}; a later receive takes the place of one before. */
  take(messageId: string, receiptHandle: string): void {
    this.#held.set(messageId, { receiptHandle, takenAt: performance.now() });
  }

  /** Forgets a message that is settled: deleted, or somebody else's. */
  drop(messageId: string): void {
    this.#held.delete(messageId);
  }

  /**
   * Makes everything that is held visible again. Never rejects.
   *
   * @returns how many could not be given back; they come back by themselves within {@link LEASE_SECONDS}.
   */
  async giveBackAll(): Promise<number> {
    clearInterval(this.#timer);
    await this.#renewing;
    const handles = [...this.#held.values()].map(({ receiptHandle }) => receiptHandle);
    this.#held.clear();
    return this.#change(handles, 0);
  }

  async #renew(): Promise<void> {
    const now = performance.now();
    const due = [...this.#held.values()].filter(({ takenAt }) => now - takenAt > RENEW_AFTER_MILLISECONDS);
    // One that cannot be renewed becomes visible to others, which whoever holds it can bear.
    await this.#change(
      due.map(({ receiptHandle }) => receiptHandle),
      LEASE_SECONDS,
    );
    for (const lease of due) lease.takenAt = now;
  }

  /** Gives the number of those that were not changed. */
  async #change(receiptHandles: readonly string[], seconds: number): Promise<number> {
    let failed = 0;
    await inBatches(receiptHandles, async (batch) => {
      const entries = batch.map((ReceiptHandle, index) => ({
        Id: String(index),
        ReceiptHandle,
        VisibilityTimeout: seconds,
      }));
      const command = new ChangeMessageVisibilityBatchCommand({ QueueUrl: this.#queueUrl, Entries: entries });
      try {
        const { Failed = [] } = await this.#sqs.send(command);
        failed += Failed.length;
      } catch {
        failed += batch.length;
      }
    });
    return failed;
  }
}

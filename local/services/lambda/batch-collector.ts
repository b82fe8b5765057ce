import type { Message } from '@aws-sdk/client-sqs';

/** The largest event that a function takes, of which its records may fill all but the frame. */
const MAX_PAYLOAD_BYTES = 6 * 1024 * 1024 - 1024;

/** What Lambda adds to each record beside body and attributes, roughly. */
const RECORD_OVERHEAD_BYTES = 1024;

/** The longest wait for a first message. */
const LONG_POLL_SECONDS = 20;

export interface BatchLimits {
  readonly batchSize: number;
  readonly batchWindowSeconds: number;
}

/** Where messages come from, and when that ends. */
export interface MessageSource {
  /** Waits up to `waitSeconds` for up to `count` messages. */
  receive(count: number, waitSeconds: number): Promise<Message[]>;
  /** Closes an open window. */
  readonly signal: AbortSignal;
  /** Milliseconds since the epoch. @default Date.now */
  readonly now?: () => number;
}

/**
 * Collects messages into batches: one is complete when it is full, when its window has ended, or when its event
 * would exceed 6 MB. Without a window it is whatever one receive gives.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 */
export class BatchCollector {
  readonly #limits: BatchLimits;
  readonly #source: MessageSource;
  #left: Message[] = [];

  constructor(limits: BatchLimits, source: MessageSource) {
    this.#limits = limits;
    this.#source = source;
  }

  /** The next batch; empty where no message came within the long poll. */
  async next(): Promise<Message[]> {
    const { batchSize, batchWindowSeconds } = this.#limits;
    const { receive, signal, now = Date.now } = this.#source;
    const batch = this.#left.length > 0 ? this.#left : await receive(batchSize, LONG_POLL_SECONDS);
    this.#left = [];
    if (batch.length === 0) return batch;
    const windowEnd = now() + batchWindowSeconds * 1000;
    let size = bytes(batch);
    while (batch.length < batchSize && size < MAX_PAYLOAD_BYTES && !signal.aborted) {
      const remaining = windowEnd - now();
      if (remaining <= 0) break;
      const more = await receive(batchSize - batch.length, Math.ceil(remaining / 1000));
      size += bytes(more);
      batch.push(...more);
    }
    return size > MAX_PAYLOAD_BYTES ? this.#withinPayload(batch) : batch;
  }

  /** What does not fit in one event opens the next batch. */
  #withinPayload(batch: Message[]): Message[] {
    let total = 0;
    const exceeding = batch.findIndex((message, index) => {
      total += bytes([message]);
      return index > 0 && total > MAX_PAYLOAD_BYTES;
    });
    if (exceeding > 0) this.#left = batch.splice(exceeding);
    return batch;
  }
}

function bytes(messages: readonly Message[]): number {
  return messages.reduce((sum, { Body, MessageAttributes }) => {
    const attributes = MessageAttributes ? JSON.stringify(MessageAttributes) : '';
    return (
      sum +
      Buffer.byteLength(JSON.stringify(Body ?? '')) +
      Buffer.byteLength(attributes) +
      RECORD_OVERHEAD_BYTES
    );
  }, 0);
}

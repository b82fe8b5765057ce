import { setTimeout as sleep } from 'node:timers/promises';
import type { Message } from '@aws-sdk/client-sqs';
import { namedMessageOf } from '../../hosting/thrown.ts';
import type { QueueReader } from '../sns-sqs/queue-reader.ts';
import type { LambdaFunction } from './lambda-function.ts';
import type { InvocationResult } from './protocol.ts';
import { Slots } from './slots.ts';
import { snsEvent } from './sns-event.ts';

/**
 * How long Lambda waits before the first and the second retry of an asynchronous invocation, in seconds. After the
 * last it drops the event.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
export const ASYNCHRONOUS_RETRY_SECONDS: readonly number[] = [60, 120];

/** Events of one function in progress at once; AWS would start up to a thousand environments, a laptop cannot. */
const MAX_CONCURRENCY = 10;

/** A throttled event waits a second, then twice as long each time, up to five minutes. */
const MAX_THROTTLED_SECONDS = 300;

const MAX_WAIT_SECONDS = 20;
const MAX_RECEIVED = 10;
const RETRY_MILLISECONDS = 100;

export interface AsynchronousOptions {
  readonly subscriptionArn: string;
  /** One entry for each retry. */
  readonly retrySeconds: readonly number[];
  readonly signal: AbortSignal;
  readonly log: (line: string) => void;
}

/**
 * What stands between a topic and a function that subscribes to it: Lambda's own queue of events, with its retries,
 * after which an event is dropped. The queue is one of the emulator's, subscribed in the function's place.
 */
export class AsynchronousInvocations {
  readonly #function: LambdaFunction;
  readonly #reader: QueueReader;
  readonly #options: AsynchronousOptions;
  readonly #slots = new Slots(MAX_CONCURRENCY);
  /** How often each waiting event was throttled, by message: that is no attempt of the function. */
  readonly #throttled = new Map<string, number>();

  constructor(target: LambdaFunction, reader: QueueReader, options: AsynchronousOptions) {
    this.#function = target;
    this.#reader = reader;
    this.#options = options;
  }

  /** Invokes the function for each event until the signal aborts. */
  async run(): Promise<void> {
    while (!this.#options.signal.aborted) {
      for (const message of await this.#receive()) {
        await this.#slots.take();
        this.#slots.hold(this.#process(message));
      }
    }
    await this.#slots.settled();
  }

  async #receive(): Promise<Message[]> {
    try {
      return await this.#reader.receive(MAX_RECEIVED, MAX_WAIT_SECONDS);
    } catch (error) {
      this.#options.log(`could not receive events for ${this.#function.name}: ${namedMessageOf(error)}`);
      await sleep(RETRY_MILLISECONDS);
      return [];
    }
  }

  async #process(message: Message): Promise<void> {
    const { subscriptionArn, signal, log } = this.#options;
    try {
      const result = await this.#function.invoke(JSON.stringify(snsEvent(message, subscriptionArn)));
      // What ends with the stack has not failed: its event is visible again after the next start.
      if (result.kind === 'result' || !signal.aborted) await this.#settle(message, result);
    } catch (error) {
      log(`an event of ${subscriptionArn} could not be settled, so it comes again: ${namedMessageOf(error)}`);
    } finally {
      this.#reader.settled([message]);
    }
  }

  async #settle(message: Message, { kind }: InvocationResult): Promise<void> {
    const { subscriptionArn, retrySeconds, log } = this.#options;
    const { MessageId = '', Attributes } = message;
    const throttled = this.#throttled.get(MessageId) ?? 0;
    if (kind === 'throttled') {
      this.#throttled.set(MessageId, throttled + 1);
      return this.#reader.hide(message, Math.min(2 ** throttled, MAX_THROTTLED_SECONDS));
    }
    const attempt = Number(Attributes?.ApproximateReceiveCount ?? 1) - throttled;
    const retryAfter = retrySeconds[attempt - 1];
    if (kind === 'error' && retryAfter !== undefined) return this.#reader.hide(message, retryAfter);
    if (kind === 'error') {
      log(`${this.#function.name} dropped an event of ${subscriptionArn} after ${attempt} attempts`);
    }
    this.#throttled.delete(MessageId);
    return this.#reader.delete([message]);
  }
}

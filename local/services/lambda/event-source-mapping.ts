import { setTimeout as sleep } from 'node:timers/promises';
import type { Message } from '@aws-sdk/client-sqs';
import { namedMessageOf } from '../../hosting/thrown.ts';
import type { QueueReader } from '../sns-sqs/queue-reader.ts';
import { BatchCollector } from './batch-collector.ts';
import type { EventFilter } from './event-filter.ts';
import type { LambdaFunction } from './lambda-function.ts';
import { readBatchResponse } from './partial-batch-response.ts';
import type { InvocationResult } from './protocol.ts';
import { Slots } from './slots.ts';
import { type EventSource, sqsRecord } from './sqs-event.ts';

/** Invocations at once where the template sets no maximum: what Lambda starts a busy queue with. */
const DEFAULT_CONCURRENCY = 5;

/** How soon a throttled batch is tried again, and a receive after the queue could not be reached. */
const RETRY_MILLISECONDS = 100;

/** A mapping as the template describes it. */
export interface MappingConfiguration extends EventSource {
  readonly batchSize: number;
  readonly batchWindowSeconds: number;
  readonly maximumConcurrency: number | undefined;
  readonly reportBatchItemFailures: boolean;
  readonly visibilityTimeoutSeconds: number;
  /** What its filters let pass. */
  readonly isForFunction: EventFilter;
}

/**
 * Lambda's poller for one queue: receives batches, deletes what its filters do not let pass, invokes the function with each, and deletes what succeeded. What
 * failed it leaves alone: the queue shows it again when its visibility timeout ends.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
 */
export class EventSourceMapping {
  readonly #configuration: MappingConfiguration;
  readonly #function: LambdaFunction;
  readonly #reader: QueueReader;
  readonly #collector: BatchCollector;
  readonly #slots: Slots;
  readonly #signal: AbortSignal;
  readonly #log: (line: string) => void;

  constructor(
    configuration: MappingConfiguration,
    target: LambdaFunction,
    reader: QueueReader,
    signal: AbortSignal,
    log: (line: string) => void,
  ) {
    this.#configuration = configuration;
    this.#function = target;
    this.#reader = reader;
    const receive = (count: number, waitSeconds: number) => this.#receive(count, waitSeconds);
    this.#collector = new BatchCollector(configuration, { receive, signal });
    this.#slots = new Slots(configuration.maximumConcurrency ?? DEFAULT_CONCURRENCY);
    this.#signal = signal;
    this.#log = log;
  }

  /** Polls until the signal aborts. Messages are received only when an invocation may start: none wait in between. */
  async run(): Promise<void> {
    while (!this.#signal.aborted) {
      await this.#slots.take();
      this.#slots.hold(this.#process(await this.#collector.next()));
    }
    await this.#slots.settled();
  }

  async #receive(count: number, waitSeconds: number): Promise<Message[]> {
    if (this.#signal.aborted) return [];
    try {
      return await this.#filtered(await this.#reader.receive(count, waitSeconds));
    } catch (error) {
      this.#log(`could not receive from ${this.#configuration.queueArn}: ${namedMessageOf(error)}`);
      await sleep(RETRY_MILLISECONDS);
      return [];
    }
  }

  /** Deletes what the filters of the mapping do not let pass, as Lambda does. */
  async #filtered(messages: Message[]): Promise<Message[]> {
    const { isForFunction, ...source } = this.#configuration;
    const passing = messages.filter((each) => isForFunction(sqsRecord(each, source)));
    const others = messages.filter((each) => !passing.includes(each));
    if (others.length > 0) {
      await this.#reader.delete(others).finally(() => this.#reader.settled(others));
    }
    return passing;
  }

  async #process(batch: readonly Message[]): Promise<void> {
    if (batch.length === 0) return;
    const payload = JSON.stringify({
      Records: batch.map((message) => sqsRecord(message, this.#configuration)),
    });
    const causes = batch.map(({ Attributes }) => Attributes?.AWSTraceHeader);
    try {
      if (this.#function.refusesLoop(causes)) {
        this.#log(
          `${this.#function.name} is not invoked: a message of the batch has gone round in a loop for as long as Lambda lets it. The batch stays hidden, and comes again`,
        );
        return;
      }
      await this.#reader.delete(this.#succeeded(batch, await this.#invoke(payload, causes)));
    } catch (error) {
      this.#log(
        `could not delete a batch from ${this.#configuration.queueArn}, so it comes again: ${namedMessageOf(error)}`,
      );
    } finally {
      this.#reader.settled(batch);
    }
  }

  /**
   * A throttled batch is tried again until its messages are visible to others, then given up. While it is held, no
   * clock jumps.
   */
  async #invoke(payload: string, causes: readonly (string | undefined)[]): Promise<InvocationResult> {
    const visibleAgain = performance.now() + this.#configuration.visibilityTimeoutSeconds * 1000;
    let result = await this.#function.invoke(payload, causes);
    while (result.kind === 'throttled' && performance.now() < visibleAgain && !this.#signal.aborted) {
      await sleep(RETRY_MILLISECONDS);
      result = await this.#function.invoke(payload, causes);
    }
    return result;
  }

  #succeeded(batch: readonly Message[], result: InvocationResult): readonly Message[] {
    if (result.kind !== 'result') return [];
    if (!this.#configuration.reportBatchItemFailures) return batch;
    const ids = batch.map(({ MessageId = '' }) => MessageId);
    const outcome = readBatchResponse(result.payload, ids);
    if (outcome.kind === 'failed') return batch.filter(({ MessageId = '' }) => !outcome.ids.has(MessageId));
    this.#log(
      `${this.#function.name} gave no valid batch response, so its whole batch failed: ${result.payload}`,
    );
    return [];
  }
}

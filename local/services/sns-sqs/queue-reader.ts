import {
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { type Clock, REAL_CLOCK } from '../../clock/clock.ts';

/** What one ReceiveMessage or DeleteMessageBatch takes at most. */
const MAX_PER_REQUEST = 10;

/** The longest that ReceiveMessage waits. */
const MAX_WAIT_SECONDS = 20;

/** The receiving side of one queue. What it has received counts as work until {@link settled}. */
export class QueueReader {
  readonly #client: SQSClient;
  readonly #queueUrl: string;
  readonly #signal: AbortSignal;
  readonly #clock: Clock;

  /**
   * @param client of the stack's pollers, so that SQS counts what it gives out.
   * @param signal ends a receive that waits, which then answers with no messages.
   * @param clock that stands still while messages are held. @default the machine's, which does not
   */
  constructor(client: SQSClient, queueUrl: string, signal: AbortSignal, clock: Clock = REAL_CLOCK) {
    this.#client = client;
    this.#queueUrl = queueUrl;
    this.#signal = signal;
    this.#clock = clock;
  }

  /** Waits up to `waitSeconds` (at most 20) for up to `count` messages, of which one request gives ten. */
  async receive(count: number, waitSeconds: number): Promise<Message[]> {
    const command = new ReceiveMessageCommand({
      QueueUrl: this.#queueUrl,
      MaxNumberOfMessages: Math.min(count, MAX_PER_REQUEST),
      WaitTimeSeconds: Math.min(Math.max(Math.floor(waitSeconds), 0), MAX_WAIT_SECONDS),
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    });
    try {
      const { Messages = [] } = await this.#client.send(command, { abortSignal: this.#signal });
      return Messages;
    } catch (error) {
      if (this.#signal.aborted) return [];
      throw error;
    }
  }

  /** Deletes messages; one that cannot be deleted comes again. */
  async delete(messages: readonly Message[]): Promise<void> {
    for (let start = 0; start < messages.length; start += MAX_PER_REQUEST) {
      const entries = messages
        .slice(start, start + MAX_PER_REQUEST)
        .map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
      await this.#client.send(new DeleteMessageBatchCommand({ QueueUrl: this.#queueUrl, Entries: entries }));
    }
  }

  /** Says that so many of the received messages have been dealt with, well or not. */
  settled(messages: readonly Message[]): void {
    this.#clock.end(messages.length);
  }

  /** Hides a message for `seconds` from now. */
  async hide({ ReceiptHandle }: Message, seconds: number): Promise<void> {
    const command = { QueueUrl: this.#queueUrl, ReceiptHandle, VisibilityTimeout: seconds };
    await this.#client.send(new ChangeMessageVisibilityCommand(command));
  }
}

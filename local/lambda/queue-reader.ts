import {
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';

/** What one ReceiveMessage or DeleteMessageBatch takes at most. */
const MAX_PER_REQUEST = 10;

/** The longest that ReceiveMessage waits. */
const MAX_WAIT_SECONDS = 20;

/** The receiving side of one queue. */
export class QueueReader {
  readonly #client: SQSClient;
  readonly #queueUrl: string;
  readonly #signal: AbortSignal;

  /** @param signal ends a receive that waits, which then answers with no messages. */
  constructor(client: SQSClient, queueUrl: string, signal: AbortSignal) {
    this.#client = client;
    this.#queueUrl = queueUrl;
    this.#signal = signal;
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

  /** Hides a message for `seconds` from now. */
  async hide({ ReceiptHandle }: Message, seconds: number): Promise<void> {
    const command = { QueueUrl: this.#queueUrl, ReceiptHandle, VisibilityTimeout: seconds };
    await this.#client.send(new ChangeMessageVisibilityCommand(command));
  }
}

import { randomUUID } from 'node:crypto';
import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  GetQueueAttributesCommand,
  type Message,
  type MessageAttributeValue,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { type Evidence, MAILROOM_ATTRIBUTE, serializeEvidence } from '../../../contract/evidence.ts';
import { type SnsSqsEmulator, startSnsSqs } from '../../../local/services/sns-sqs/fauxqs.ts';
import type { DeadLetterQueue } from '../../../ops/dead-letters/dead-letter-queue.ts';
import { aNotification } from './a-notification.ts';
import { depthOf } from './queues.ts';

/** A dead letter to be put into a queue. */
export interface DeadLetterParts {
  readonly body?: string;
  readonly evidence?: Partial<Evidence> | undefined;
  readonly attributes?: Readonly<Record<string, MessageAttributeValue>>;
}

/** A queue and its dead-letter queue in an emulator. */
export class DeadLetterQueues {
  readonly sqs: SQSClient;
  readonly queueUrl: string;
  readonly deadLetterQueue: DeadLetterQueue;
  readonly #emulator: SnsSqsEmulator;

  private constructor(emulator: SnsSqsEmulator, sqs: SQSClient, queueUrl: string, url: string) {
    this.#emulator = emulator;
    this.sqs = sqs;
    this.queueUrl = queueUrl;
    this.deadLetterQueue = { sqs, url, kind: 'deadLetterQueue', waitSeconds: 0 };
  }

  /** Starts an emulator, which {@link close} ends. */
  static async open(): Promise<DeadLetterQueues> {
    const emulator = await startSnsSqs({ port: 0 });
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    return DeadLetterQueues.#create(
      emulator,
      new SQSClient({ region: 'us-east-1', endpoint: emulator.url, credentials }),
    );
  }

  static async #create(emulator: SnsSqsEmulator, sqs: SQSClient): Promise<DeadLetterQueues> {
    const create = async (name: string) => {
      const command = new CreateQueueCommand({ QueueName: `${name}-${randomUUID()}` });
      return (await sqs.send(command)).QueueUrl ?? '';
    };
    return new DeadLetterQueues(emulator, sqs, await create('queue'), await create('dead-letters'));
  }

  /** Two more in the same emulator, so that each test can have its own. */
  more(): Promise<DeadLetterQueues> {
    return DeadLetterQueues.#create(this.#emulator, this.sqs);
  }

  async close(): Promise<void> {
    this.sqs.destroy();
    await this.#emulator.stop();
  }

  /** Puts dead letters, as the emailer writes them. */
  async put(letters: readonly DeadLetterParts[]): Promise<void> {
    await putDeadLetters(this.sqs, this.deadLetterQueue.url, letters);
  }

  /** Up to so many messages of the queue that are there now, with everything they carry. */
  async received(count: number, QueueUrl: string = this.queueUrl): Promise<Message[]> {
    const messages: Message[] = [];
    for (;;) {
      const { Messages = [] } = await this.sqs.send(
        new ReceiveMessageCommand({
          QueueUrl,
          MaxNumberOfMessages: 10,
          MessageAttributeNames: ['All'],
          MessageSystemAttributeNames: ['All'],
        }),
      );
      messages.push(...Messages);
      if (Messages.length === 0 || messages.length >= count) return messages;
    }
  }

  /** Shows dead letters again that were received. */
  async release(messages: readonly Message[]): Promise<void> {
    for (const { ReceiptHandle } of messages) {
      const QueueUrl = this.deadLetterQueue.url;
      await this.sqs.send(
        new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }),
      );
    }
  }

  /** Puts notifications with these ids into the queue itself, as SNS does. */
  async putIntoQueue(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      const MessageBody = JSON.stringify(aNotification({ id }));
      await this.sqs.send(new SendMessageCommand({ QueueUrl: this.queueUrl, MessageBody }));
    }
  }

  /** Has the queue itself move to the dead-letter queue what is in it, as after too many receives. */
  async giveUp(): Promise<void> {
    const { url } = this.deadLetterQueue;
    const asked = new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['QueueArn'] });
    const { Attributes } = await this.sqs.send(asked);
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: Attributes?.QueueArn, maxReceiveCount: 1 });
    await this.sqs.send(
      new SetQueueAttributesCommand({ QueueUrl: this.queueUrl, Attributes: { RedrivePolicy } }),
    );
    const receive = () =>
      this.sqs.send(
        new ReceiveMessageCommand({
          QueueUrl: this.queueUrl,
          MaxNumberOfMessages: 10,
          VisibilityTimeout: 0,
        }),
      );
    while (((await receive()).Messages ?? []).length > 0);
  }

  depth(QueueUrl: string = this.deadLetterQueue.url) {
    return depthOf(this.sqs, QueueUrl);
  }
}

/** Puts dead letters into a queue, as the emailer writes them. */
export async function putDeadLetters(
  sqs: SQSClient,
  QueueUrl: string,
  letters: readonly DeadLetterParts[],
): Promise<void> {
  const entries = letters.map(entryOf);
  for (let first = 0; first < entries.length; first += 10) {
    const batch = entries.slice(first, first + 10);
    const Entries = batch.map((entry, index) => ({ ...entry, Id: String(index) }));
    const { Failed = [] } = await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    if (Failed.length > 0) throw new Error(`not put: ${JSON.stringify(Failed)}`);
  }
}

/** The evidence of a dead letter; give what matters to the test. */
export function someEvidence(parts: Partial<Evidence> = {}): Evidence {
  const now = new Date().toISOString();
  return {
    reason: 'message-rejected',
    error: 'MessageRejected',
    message: 'SES refuses the email itself.',
    attempts: 1,
    published: now,
    entered: now,
    attempted: now,
    deadLettered: now,
    id: 'order-1',
    redrives: 0,
    wrapped: false,
    ...parts,
  };
}

function entryOf({ body, evidence = {}, attributes = {} }: DeadLetterParts) {
  const whole = someEvidence(evidence);
  return {
    MessageBody: body ?? JSON.stringify(aNotification({ id: whole.id })),
    MessageAttributes: {
      ...attributes,
      [MAILROOM_ATTRIBUTE]: { DataType: 'String', StringValue: serializeEvidence(whole) },
    },
  };
}

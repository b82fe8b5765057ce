import {
  GetQueueAttributesCommand,
  ListQueuesCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { LocalStack } from '../../local/index.ts';
import type { DeadLetter } from './trial.ts';

const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };

const DEPTHS = [
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesNotVisible',
  'ApproximateNumberOfMessagesDelayed',
] as const;

/** The queues of a stack, seen from outside. */
export class Queues {
  readonly #sqs: SQSClient;
  readonly #deadLetters: readonly string[];
  readonly #working: readonly string[];

  private constructor(sqs: SQSClient, deadLetters: readonly string[], working: readonly string[]) {
    this.#sqs = sqs;
    this.#deadLetters = deadLetters;
    this.#working = working;
  }

  /** Those of a stack; also the one in which events of a function behind a topic wait, which no template names. */
  static async of({ endpoints, region, pipelines }: LocalStack): Promise<Queues> {
    const sqs = new SQSClient({ region, endpoint: endpoints.sqs, credentials });
    const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({}));
    const deadLetters = Object.values(pipelines).flatMap(({ deadLetterQueueUrl, undeliveredQueueUrl }) =>
      [deadLetterQueueUrl, undeliveredQueueUrl].filter((url) => url !== undefined),
    );
    return new Queues(
      sqs,
      deadLetters,
      QueueUrls.filter((url) => !deadLetters.includes(url)),
    );
  }

  /** Messages that may still be delivered: visible, hidden or delayed. */
  async waiting(): Promise<number> {
    return this.#depth(this.#working);
  }

  async deadLettered(): Promise<number> {
    return this.#depth(this.#deadLetters);
  }

  /** Receives every dead letter; afterwards they are hidden. */
  async readDeadLetters(): Promise<DeadLetter[]> {
    const found: DeadLetter[] = [];
    for (const QueueUrl of this.#deadLetters) {
      for (;;) {
        const { Messages = [] } = await this.#sqs.send(
          new ReceiveMessageCommand({
            QueueUrl,
            MaxNumberOfMessages: 10,
            VisibilityTimeout: 3600,
            MessageAttributeNames: ['All'],
            MessageSystemAttributeNames: ['All'],
          }),
        );
        if (Messages.length === 0) break;
        found.push(...Messages.map(deadLetterOf));
      }
    }
    return found;
  }

  async #depth(urls: readonly string[]): Promise<number> {
    const depths = urls.map(async (QueueUrl) => {
      const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...DEPTHS] });
      const { Attributes = {} } = await this.#sqs.send(command);
      return DEPTHS.reduce((sum, name) => sum + Number(Attributes[name] ?? 0), 0);
    });
    return (await Promise.all(depths)).reduce((sum, depth) => sum + depth, 0);
  }
}

/** What the queue itself moved has been received once too often, and once more here; what the emailer wrote, says. */
function deadLetterOf({ Body = '', Attributes, MessageAttributes }: Message): DeadLetter {
  const evidence = JSON.parse(MessageAttributes?.mailroom?.StringValue ?? '{}') as {
    reason?: string;
    attempts?: number;
  };
  return {
    id: idOf(Body),
    receives: evidence.attempts ?? Number(Attributes?.ApproximateReceiveCount) - 1,
    reason: evidence.reason,
  };
}

function idOf(body: string): string {
  return String((JSON.parse(body) as { id?: unknown }).id);
}

import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  SendMessageBatchCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { type SnsSqsEmulator, startSnsSqs } from '../../../../../local/services/sns-sqs/fauxqs.ts';

/** Queues of a real emulator; each test takes one of its own. */
export class Queues {
  readonly client: SQSClient;
  readonly #emulator: SnsSqsEmulator;
  #count = 0;

  constructor(emulator: SnsSqsEmulator) {
    this.#emulator = emulator;
    this.client = new SQSClient({
      region: 'eu-west-1',
      endpoint: emulator.url,
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
  }

  static async start(): Promise<Queues> {
    return new Queues(await startSnsSqs({ port: 0 }));
  }

  /** Creates a queue with `bodies` in it, and gives its URL. */
  async create(bodies: readonly string[] = []): Promise<string> {
    this.#count += 1;
    const { QueueUrl = '' } = await this.client.send(
      new CreateQueueCommand({ QueueName: `queue-${this.#count}` }),
    );
    for (let start = 0; start < bodies.length; start += 10) {
      const Entries = bodies
        .slice(start, start + 10)
        .map((MessageBody, Id) => ({ Id: String(Id), MessageBody }));
      await this.client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    }
    return QueueUrl;
  }

  /** How many messages wait, and how many are with a receiver. */
  async depth(QueueUrl: string): Promise<{ visible: number; inFlight: number }> {
    const { Attributes = {} } = await this.client.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
    );
    return {
      visible: Number(Attributes.ApproximateNumberOfMessages),
      inFlight: Number(Attributes.ApproximateNumberOfMessagesNotVisible),
    };
  }

  async stop(): Promise<void> {
    this.client.destroy();
    await this.#emulator.stop();
  }
}

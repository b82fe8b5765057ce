import {
  CreateQueueCommand,
  ListMessageMoveTasksCommand,
  type ListMessageMoveTasksResultEntry,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SendMessageCommandInput,
  SQSClient,
} from '@aws-sdk/client-sqs';
import {
  type SnsSqsEmulator,
  type SnsSqsOptions,
  startSnsSqs,
} from '../../../local/services/sns-sqs/fauxqs.ts';
import { eventually } from '../eventually.ts';

/** A queue by its URL and its ARN. */
export interface StartedQueue {
  readonly url: string;
  readonly arn: string;
}

/** The emulator of SQS alone, with what a test of its queues asks of it. */
export class StartedQueues {
  readonly sqs: SQSClient;
  readonly emulator: SnsSqsEmulator;

  private constructor(emulator: SnsSqsEmulator) {
    this.emulator = emulator;
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    this.sqs = new SQSClient({ region: 'us-east-1', endpoint: emulator.url, credentials });
  }

  static async start(options: Partial<SnsSqsOptions> = {}): Promise<StartedQueues> {
    return new StartedQueues(await startSnsSqs({ port: 0, ...options }));
  }

  async end(): Promise<void> {
    this.sqs.destroy();
    await this.emulator.stop();
  }

  /** Creates a queue; with a dead-letter queue, messages move there after one receive. */
  async create(
    QueueName: string,
    deadLetterQueue?: StartedQueue,
    Attributes: Record<string, string> = {},
  ): Promise<StartedQueue> {
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: deadLetterQueue?.arn, maxReceiveCount: 1 });
    const attributes = deadLetterQueue ? { RedrivePolicy, ...Attributes } : Attributes;
    const { QueueUrl = '' } = await this.sqs.send(
      new CreateQueueCommand({ QueueName, Attributes: attributes }),
    );
    return { url: QueueUrl, arn: `arn:aws:sqs:us-east-1:000000000000:${QueueName}` };
  }

  /** Creates a queue and the one of its dead letters. */
  async createPair(
    name: string,
    attributes: Record<string, string> = {},
  ): Promise<{ queue: StartedQueue; dead: StartedQueue }> {
    const suffix = attributes.FifoQueue === 'true' ? '.fifo' : '';
    const dead = await this.create(`${name}-dead${suffix}`, undefined, attributes);
    return { dead, queue: await this.create(`${name}${suffix}`, dead, attributes) };
  }

  /** Sends a message, and gives its id. */
  async send(
    { url }: StartedQueue,
    MessageBody: string,
    parts: Partial<SendMessageCommandInput> = {},
  ): Promise<string> {
    const command = new SendMessageCommand({ QueueUrl: url, MessageBody, ...parts });
    const { MessageId = '' } = await this.sqs.send(command);
    return MessageId;
  }

  /** Up to ten messages with all that is known of them; they stay visible unless told otherwise. */
  async receive({ url }: StartedQueue, VisibilityTimeout = 0): Promise<Message[]> {
    const command = new ReceiveMessageCommand({
      QueueUrl: url,
      MaxNumberOfMessages: 10,
      VisibilityTimeout,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    });
    return (await this.sqs.send(command)).Messages ?? [];
  }

  /** The bodies of up to ten visible messages, sorted. */
  async bodies(queue: StartedQueue): Promise<string[]> {
    return (await this.receive(queue)).map(({ Body = '' }) => Body).sort();
  }

  /** Sends a message, and has the queue itself move it to its dead-letter queue. */
  async die(
    queue: StartedQueue,
    body: string,
    parts: Partial<SendMessageCommandInput> = {},
  ): Promise<string> {
    const id = await this.send(queue, body, parts);
    await this.receive(queue);
    await this.receive(queue);
    return id;
  }

  /** The tasks that move messages out of a queue, most recent first. */
  async tasks({ arn }: StartedQueue, MaxResults = 10): Promise<ListMessageMoveTasksResultEntry[]> {
    const { Results = [] } = await this.sqs.send(
      new ListMessageMoveTasksCommand({ SourceArn: arn, MaxResults }),
    );
    return Results;
  }

  /** Waits until the last task of a queue has ended, and gives it. */
  async ended(queue: StartedQueue): Promise<ListMessageMoveTasksResultEntry> {
    const [task = {}] = await eventually(
      () => this.tasks(queue, 1),
      ([task]) => task?.Status !== 'RUNNING' && task?.Status !== 'CANCELLING',
    );
    return task;
  }
}

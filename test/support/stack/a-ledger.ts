import { type Message, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import type { CustomNotifications, CustomNotificationsProps } from '../../../lib/index.ts';
import type { LocalStack, Pipeline } from '../../../local/index.ts';
import { type LocalStackOptions, startLocalStack } from '../../../local/local-stack.ts';
import { DEFAULT_SETTINGS } from '../../../local/services/ses/settings.ts';
import { NotificationPublisher } from '../../../publisher/index.ts';
import { eventually } from '../eventually.ts';
import { aNotification } from '../messages/a-notification.ts';
import { depthOf, empty, snsOf, sqsOf } from '../messages/queues.ts';
import { aPipelineApp } from './a-pipeline-app.ts';
import { removeDirectory } from './an-assembly.ts';

/** As much as two workers can, each of which takes half a second of a processor to start. */
export const SEND_RATE = 40;

/** A pipeline to which SES tells what becomes of emails, as one does unless told otherwise. */
export const WITH_FEEDBACK = { feedback: undefined } as const;

/** A dead letter, and what it says of itself. */
export interface DeadLetter {
  readonly message: Message;
  readonly evidence: Readonly<Record<string, unknown>>;
}

/** One pipeline on a local stack of its own, and the fate of everything that is published to it. */
export class Ledger {
  readonly stack: LocalStack;
  readonly lines: string[];
  readonly #apps: string[];
  readonly #props: CustomNotificationsProps;
  readonly #id: string;
  readonly #deadLetters: DeadLetter[] = [];
  #acceptedBefore = 0;

  private constructor(
    stack: LocalStack,
    { app, props, lines, id }: { app: string; props: CustomNotificationsProps; lines: string[]; id: string },
  ) {
    this.stack = stack;
    this.#apps = [app];
    this.#props = props;
    this.#id = id;
    this.lines = lines;
  }

  /**
   * Starts a pipeline that sends {@link SEND_RATE} emails a second; its clock skips waiting. SES tells it nothing of emails,
   * which takes half as long as with it. All that unless told otherwise.
   */
  static async open(
    props: Partial<CustomNotificationsProps> = {},
    options: Partial<LocalStackOptions> = {},
    change?: (pipeline: CustomNotifications) => void,
  ): Promise<Ledger> {
    const pipeline = {
      sourceAddress: 'sender@example.com',
      sendRate: SEND_RATE,
      feedback: false as const,
      ...props,
    };
    return Ledger.run(aPipelineApp({ Mail: pipeline }, change), pipeline, options);
  }

  /** Starts the pipeline in the folder of an app, which goes with the stack. */
  static async run(
    app: string,
    props: CustomNotificationsProps,
    options: Partial<LocalStackOptions> = {},
  ): Promise<Ledger> {
    const [ledger] = await Ledger.runAll(app, { '': props }, options);
    return ledger as Ledger;
  }

  /**
   * Starts several pipelines in one stack, by their ids, each with a ledger of its own, which has the lines that name
   * it. The stack goes with any of them.
   */
  static async runAll(
    app: string,
    pipelines: Readonly<Record<string, CustomNotificationsProps>>,
    options: Partial<LocalStackOptions> = {},
  ): Promise<Ledger[]> {
    const all = Object.entries(pipelines).map(([id, props]) => ({ id, props, lines: [] as string[] }));
    const log = (source: string, line: string) => {
      for (const { id, lines } of all) if (`${source} ${line}`.includes(id)) lines.push(line);
    };
    const stack = await startLocalStack({ app, clock: 'skipping', log, ...options });
    return all.map((parts) => new Ledger(stack, { app, ...parts }));
  }

  async close(): Promise<void> {
    await this.stack.stop();
    for (const app of this.#apps) removeDirectory(app);
  }

  /**
   * Forgets what was done to the pipeline, as if it had just started, once its queue holds nothing more. The ids of what
   * was sent are remembered: give each test its own.
   */
  async reset(): Promise<void> {
    const { ses, tables } = this.stack;
    await Promise.all([ses.configure(DEFAULT_SETTINGS), tables.configure({ outage: false })]);
    await this.drained();
    const { deadLetterQueueUrl, undeliveredQueueUrl } = this.pipeline;
    for (const QueueUrl of [deadLetterQueueUrl, undeliveredQueueUrl]) {
      await empty(sqsOf(this.stack), QueueUrl);
    }
    await ses.clear();
    this.#acceptedBefore = (await ses.counts()).accepted;
    this.#deadLetters.length = 0;
    this.lines.length = 0;
  }

  /** Takes over the functions of the pipeline as they are without any change. */
  async deploy(): Promise<void> {
    const app = aPipelineApp({ Mail: this.#props });
    this.#apps.push(app);
    this.stack.update(app);
  }

  get pipeline(): Pipeline {
    const [, pipeline] = Object.entries(this.stack.pipelines).find(([name]) => name.includes(this.#id)) ?? [];
    return pipeline as Pipeline;
  }

  /** Publishes one notification for each id; its subject is its id. */
  async publish(ids: readonly string[], parts: Parameters<typeof aNotification>[0] = {}): Promise<void> {
    const { topicArn } = this.pipeline;
    const publisher = new NotificationPublisher({ topicArn, client: snsOf(this.stack) });
    const results = await publisher.publishAll(ids.map((id) => aNotification({ id, subject: id, ...parts })));
    const failed = results.filter(({ status }) => status === 'failed');
    if (failed.length > 0) throw new Error(`not published: ${JSON.stringify(failed)}`);
  }

  /**
   * Waits until the queue holds nothing, and gives the account of everything: the ids of what was sent, one for each
   * email, sorted, and how many dead letters there are, looked at or not.
   */
  async settled(): Promise<{ sent: string[]; deadLetters: number }> {
    await this.drained();
    const { visible, inFlight } = await depthOf(sqsOf(this.stack), this.pipeline.deadLetterQueueUrl ?? '');
    return { sent: await this.sent(), deadLetters: visible + inFlight };
  }

  /** The ids of what was sent, one for each email, sorted. */
  async sent(): Promise<string[]> {
    return (await this.stack.ses.emails()).map(({ subject }) => subject).sort();
  }

  /** Waits until so many emails are sent. */
  async sentCount(count: number): Promise<void> {
    await eventually(
      () => this.stack.ses.counts(),
      ({ accepted }) => accepted - this.#acceptedBefore >= count,
    );
  }

  /** Waits until nothing is left in the queue. */
  async drained(): Promise<void> {
    await eventually(
      () => this.queueDepth(),
      (depth) => depth === 0,
    );
  }

  /** How many messages the queue holds, hidden or not. */
  async queueDepth(): Promise<number> {
    const { visible, inFlight } = await depthOf(sqsOf(this.stack), this.pipeline.queueUrl ?? '');
    return visible + inFlight;
  }

  /** Waits for so many dead letters, and gives all there are. */
  async deadLetters(count: number): Promise<readonly DeadLetter[]> {
    await eventually(
      async () => {
        const command = new ReceiveMessageCommand({
          QueueUrl: this.pipeline.deadLetterQueueUrl,
          MaxNumberOfMessages: 10,
          VisibilityTimeout: 43_200,
          MessageAttributeNames: ['All'],
          MessageSystemAttributeNames: ['All'],
        });
        const { Messages = [] } = await sqsOf(this.stack).send(command);
        this.#deadLetters.push(...Messages.map(toDeadLetter));
        return this.#deadLetters.length;
      },
      (length) => length >= count,
    );
    return this.#deadLetters;
  }

  /** The log lines with this message. */
  logged(message: string): Record<string, unknown>[] {
    return this.lines
      .filter((line) => line.includes(`"message":${JSON.stringify(message)}`))
      .map((line) => JSON.parse(line));
  }

  /** Waits for so many log lines with this message. */
  async loggedTimes(message: string, count: number): Promise<void> {
    await eventually(
      () => this.logged(message).length,
      (length) => length >= count,
    );
  }
}

/** So many ids. */
export function idsOf(count: number, prefix = 'order'): string[] {
  return Array.from({ length: count }, (_, n) => `${prefix}-${String(n).padStart(4, '0')}`);
}

function toDeadLetter(message: Message): DeadLetter {
  return { message, evidence: JSON.parse(message.MessageAttributes?.mailroom?.StringValue ?? '{}') };
}

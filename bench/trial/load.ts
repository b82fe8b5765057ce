import { setTimeout as sleep } from 'node:timers/promises';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import type { LocalStack } from '../../local/index.ts';
import { NotificationPublisher } from '../../publisher/index.ts';
import type { Load, Observation } from './trial.ts';

/** Requests at once of a publisher that sends each notification by itself. */
const CONCURRENT_PUBLISHES = 20;

const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };

interface Notification {
  readonly id: string;
  readonly subject: string;
  readonly body: string;
  readonly recipient: string;
}

/** Publishes to the only topic of a stack. */
export class LoadGenerator {
  readonly #client: SNSClient;
  readonly #topicArn: string;
  readonly #load: Load;

  constructor({ endpoints, region }: LocalStack, topicArn: string, load: Load) {
    this.#client = new SNSClient({ region, endpoint: endpoints.sns, credentials });
    this.#topicArn = topicArn;
    this.#load = load;
  }

  /** Publishes the warm-up, and says how many notifications it has. */
  async warmUp(): Promise<number> {
    const { warmUp = 0 } = this.#load;
    await this.#publishBatches(this.#notifications('warm', warmUp));
    return warmUp;
  }

  /** Publishes the load, and says which notifications were published when. */
  async publish(): Promise<Observation['published']> {
    const { count, perSecond, publisher } = this.#load;
    const notifications = this.#notifications('n', count);
    const at = new Map<string, number>();
    const stamp = ({ id }: Notification) => at.set(id, performance.timeOrigin + performance.now());
    if (perSecond !== undefined) {
      await this.#publishPaced(notifications, perSecond, stamp);
    } else if (publisher === 'batch') {
      notifications.forEach(stamp);
      await this.#publishBatches(notifications);
    } else {
      await this.#publishEach(notifications, stamp);
    }
    return [...at].map(([id, milliseconds]) => ({ id, at: milliseconds }));
  }

  #notifications(prefix: string, count: number): Notification[] {
    return Array.from({ length: count }, (_, n) => ({
      id: `${prefix}-${n}`,
      subject: `${prefix}-${n}`,
      body: 'Hello Ada, your order is on its way.',
      recipient: this.#load.recipient,
    }));
  }

  async #publishBatches(notifications: Notification[]): Promise<void> {
    const results = await this.#publisher().publishAll(notifications);
    if (results.some(({ status }) => status !== 'published')) throw new Error('Not all could be published.');
  }

  async #publishEach(
    notifications: readonly Notification[],
    stamp: (one: Notification) => void,
  ): Promise<void> {
    const left = notifications.values();
    const work = async () => {
      for (const notification of left) {
        stamp(notification);
        await this.#publishOne(notification);
      }
    };
    await Promise.all(Array.from({ length: CONCURRENT_PUBLISHES }, work));
  }

  /** Each at its time, whatever became of the one before. */
  async #publishPaced(
    notifications: readonly Notification[],
    perSecond: number,
    stamp: (one: Notification) => void,
  ): Promise<void> {
    const start = performance.now();
    const publishing: Promise<unknown>[] = [];
    for (const [index, notification] of notifications.entries()) {
      await sleep(Math.max(0, start + (index / perSecond) * 1000 - performance.now()));
      stamp(notification);
      publishing.push(this.#publishOne(notification));
    }
    await Promise.all(publishing);
  }

  async #publishOne(notification: Notification): Promise<void> {
    if (this.#load.publisher === 'batch') await this.#publisher().publish(notification);
    else {
      const command = { TopicArn: this.#topicArn, Message: JSON.stringify(notification) };
      await this.#client.send(new PublishCommand(command));
    }
  }

  #publisher(): NotificationPublisher {
    return new NotificationPublisher({ topicArn: this.#topicArn, client: this.#client });
  }
}

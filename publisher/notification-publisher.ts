import { setTimeout as pause } from 'node:timers/promises';
import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { Notification } from '../contract/notification.ts';
import { type AttributeValue, toMessageAttributes } from './message-attributes.ts';
import { toOutgoingMessage } from './outgoing-message.ts';
import { publishAll } from './publish-all.ts';
import { publishBatch } from './publish-batch.ts';
import { PublishRate } from './publish-rate.ts';
import { PublishError, type PublishedNotification, type PublishResult } from './publish-result.ts';
import { publishTimeAttribute } from './publish-time.ts';
import { resolveTopicArn, sharedClient } from './topic.ts';

/** Where a {@link NotificationPublisher} publishes, and by which client. */
export interface NotificationPublisherOptions {
  /**
   * The ARN of the topic, in any region.
   * @default the environment variable `MAILROOM_TOPIC_ARN`, which `addPublisher` sets
   */
  readonly topicArn?: string;
  /**
   * The SDK's client; it must be one of the topic's region. Give it timeouts: the SDK's own waits for ever on a server
   * that takes a request and does not answer.
   * @default one for each process and region of a topic, made at the first publish, which gives up a connection after 3
   * seconds and a request after 5, and tries three times
   */
  readonly client?: SNSClient;
}

/** What goes with every notification of one call. */
export interface PublishOptions {
  /**
   * SNS message attributes, for the filter policies of other subscribers: at most nine, named by SNS's rules and
   * not `mailroom`, no empty text. An array of texts, numbers, booleans and null goes as `String.Array`. They count towards
   * the size of each message.
   * @default none
   */
  readonly attributes?: Readonly<Record<string, AttributeValue>>;
}

/**
 * Publishes notifications to a pipeline's topic.
 *
 * @example
 * const publisher = new NotificationPublisher();
 * await publisher.publish({ subject: 'Welcome', body: 'Hello Ada', recipient: 'ada@example.com' });
 */
export class NotificationPublisher {
  /** The topic that it publishes to. */
  readonly topicArn: string;

  readonly #client: SNSClient | undefined;

  /** @throws Error where there is no topic, or its ARN is not that of an SNS topic. */
  constructor(options: NotificationPublisherOptions = {}) {
    this.topicArn = resolveTopicArn(options.topicArn, process.env);
    this.#client = options.client;
  }

  /**
   * Publishes one notification, under an id of its own or an assigned one. The given object stays as it is.
   *
   * @throws InvalidNotificationError where it, or an attribute, is invalid or too large; nothing was sent then.
   * @throws PublishError naming topic and id where SNS did not take it, or its answer was lost or did not come in time.
   */
  async publish(notification: Notification, options: PublishOptions = {}): Promise<PublishedNotification> {
    const attributes = toMessageAttributes(options.attributes ?? {});
    const { id, tenant, body, tellsTime } = toOutgoingMessage(notification, attributes.bytes);
    const command = new PublishCommand({
      TopicArn: this.topicArn,
      Message: body,
      MessageAttributes: { ...attributes.values, ...(tellsTime && publishTimeAttribute(Date.now())) },
      ...(tenant !== undefined && { MessageGroupId: tenant }),
    });
    try {
      const { MessageId } = await this.#snsClient().send(command);
      if (MessageId === undefined) throw new Error('SNS answered without a message id');
      return { id, messageId: MessageId };
    } catch (cause) {
      throw new PublishError(id, this.topicArn, cause);
    }
  }

  /**
   * Publishes any number of notifications in batches, and again, a few times, those that SNS refused for the moment.
   * The source is read as fast as it is published: as fast as SNS answers, and slower once it throttles. A batch leaves
   * when it is full or the source ends. One bad notification does not stop the rest.
   *
   * @returns one result for each notification, in order.
   * @throws InvalidNotificationError where an attribute is invalid; nothing was read or sent then.
   * @throws PublishInterruptedError with the results so far where the source itself throws.
   */
  async publishAll(
    notifications: Iterable<Notification> | AsyncIterable<Notification>,
    options: PublishOptions = {},
  ): Promise<PublishResult[]> {
    const { values, bytes } = toMessageAttributes(options.attributes ?? {});
    const deps = {
      client: this.#snsClient(),
      topicArn: this.topicArn,
      attributes: values,
      rate: new PublishRate({ pause, now: Date.now }),
      pause,
      random: Math.random,
      now: Date.now,
    };
    return publishAll(notifications, bytes, (messages) => publishBatch(messages, deps));
  }

  #snsClient(): SNSClient {
    return this.#client ?? sharedClient(this.topicArn);
  }
}

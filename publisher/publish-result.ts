import { describeThrown } from './thrown.ts';

/** A notification that SNS has accepted. */
export interface PublishedNotification {
  /** The notification's id, its own or the assigned one. */
  readonly id: string;
  /** The id that SNS gave the message. */
  readonly messageId: string;
}

/** A notification that was not published, as far as is known. */
export interface FailedNotification {
  /**
   * The notification's id, its own or the assigned one; `undefined` where the input held no valid one. Published
   * again under this id it is the same notification, should SNS have accepted it unseen.
   */
  readonly id: string | undefined;
  /** `InvalidNotificationError` where nothing was sent, `PublishError` where SNS did not take it. */
  readonly error: Error;
}

/** What became of one notification of several. */
export type PublishResult =
  | ({ readonly status: 'published' } & PublishedNotification)
  | ({ readonly status: 'failed' } & FailedNotification);

/** SNS did not take a notification. `cause` is the SDK's error, or SNS's answer for the one entry of a batch. */
export class PublishError extends Error {
  override readonly name = 'PublishError';

  /** Published again under this id it is the same notification, should SNS have accepted it unseen. */
  readonly notificationId: string;

  readonly topicArn: string;

  constructor(notificationId: string, topicArn: string, cause: unknown) {
    super(`Notification ${notificationId} was not published to ${topicArn}: ${describeThrown(cause)}`, {
      cause,
    });
    this.notificationId = notificationId;
    this.topicArn = topicArn;
  }
}

/**
 * The source of the notifications failed before its end. What it had given until then was published all the same:
 * `results` has one result for each, in order. `cause` is the source's own error.
 */
export class PublishInterruptedError extends Error {
  override readonly name = 'PublishInterruptedError';

  readonly results: readonly PublishResult[];

  constructor(results: readonly PublishResult[], cause: unknown) {
    const published = results.filter(({ status }) => status === 'published').length;
    super(
      `The source of the notifications failed after ${results.length}, of which ${published} are published; see results`,
      { cause },
    );
    this.results = results;
  }
}

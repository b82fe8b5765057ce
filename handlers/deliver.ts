import type { Logger } from '@aws-lambda-powertools/logger';
import { type SESClient, SendEmailCommand } from '@aws-sdk/client-ses';
import type { SQSRecord } from 'aws-lambda';
import {
  deserializeNotification,
  InvalidNotificationError,
  type Notification,
} from '../contract/notification.ts';
import { emailMessage } from './email-message.ts';

/** What delivering needs from outside. */
export interface DeliveryDeps {
  /** Must not retry by itself: a send whose reply was lost may have been accepted, and SES sends what it accepts. */
  readonly ses: Pick<SESClient, 'send'>;
  /** The sender: a bare address, or one with a display name. */
  readonly source: string;
  readonly logger: Pick<Logger, 'info' | 'error'>;
}

/**
 * Sends the notification of one SQS record as an email, and logs what became of it without any personal data.
 *
 * @throws Error, always one, where the email was not sent; the record must then be reported as failed.
 */
export async function deliver(record: SQSRecord, deps: DeliveryDeps): Promise<void> {
  let notification: Notification | undefined;
  let sesMessageId: string | undefined;
  try {
    notification = deserializeNotification(record.body);
    const output = await deps.ses.send(new SendEmailCommand(emailMessage(notification, deps.source)));
    sesMessageId = output.MessageId;
  } catch (cause) {
    deps.logger.error('Email not sent', { ...factsOf(record), ...failureFacts(cause, notification) });
    throw new Error('Email not sent', { cause });
  }
  deps.logger.info('Email sent', { ...factsOf(record), notificationId: notification.id, sesMessageId });
}

function factsOf(record: SQSRecord) {
  return {
    sqsMessageId: record.messageId,
    receiveCount: Number(record.attributes.ApproximateReceiveCount),
  };
}

/** Names and codes only: SES, the JSON parser and the contract all quote addresses or content in their messages. */
function failureFacts(cause: unknown, notification: Notification | undefined) {
  if (cause instanceof InvalidNotificationError) {
    const issues = cause.issues.map(({ field, expected }) => ({ field, expected }));
    return { notificationId: cause.notificationId, errorName: cause.name, issues };
  }
  const { name, code } = Object(cause) as { name?: unknown; code?: unknown };
  return { notificationId: notification?.id, errorName: name, errorCode: code };
}

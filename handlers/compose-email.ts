import { SendEmailCommand, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { headersOf } from '../contract/headers.ts';
import type { Notification } from '../contract/notification.ts';
import { attachedFiles, type ReadObject } from './attached-files.ts';
import { emailMessage } from './email-message.ts';
import type { Origin } from './origin.ts';
import { rawMessage } from './raw-message.ts';

/**
 * What asks SES to send the email that a notification becomes. One with headers of its own, or with attachments, goes as a
 * raw message, since `SendEmail` of SES's v1 takes neither; what composes it is loaded with the first of them.
 *
 * @param id the notification's effective id, by which the email is tagged.
 * @throws NotSentError where an attachment is not to be had, or the email is larger than SES takes.
 */
export async function composeEmail(
  notification: Notification,
  origin: Origin,
  id: string,
  readObject: ReadObject,
): Promise<SendEmailCommand | SendRawEmailCommand> {
  const { attachments = [] } = notification;
  if (headersOf(notification).length === 0 && attachments.length === 0) {
    return new SendEmailCommand(emailMessage(notification, origin, id));
  }
  const files = await attachedFiles(attachments, readObject);
  return new SendRawEmailCommand(await rawMessage(notification, origin, id, files));
}

/** Whether it takes memory of which a worker has enough for one at a time. */
export function mayBeLarge({ attachments = [] }: Notification): boolean {
  return attachments.some(({ s3 }) => s3 !== undefined);
}

import { type SESClient, SendEmailCommand, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { headersOf } from '../contract/headers.ts';
import type { Notification } from '../contract/notification.ts';
import { emailMessage } from './email-message.ts';
import type { Origin } from './origin.ts';

/**
 * Asks SES to send the email that a notification becomes. One with headers of its own goes as a raw message, since
 * `SendEmail` of SES's v1 takes none; what composes it is loaded with the first of them.
 *
 * @param id the notification's effective id, by which the email is tagged.
 */
export async function sendEmail(
  ses: Pick<SESClient, 'send'>,
  notification: Notification,
  origin: Origin,
  id: string,
): Promise<{ readonly MessageId?: string | undefined }> {
  if (headersOf(notification).length === 0) {
    return ses.send(new SendEmailCommand(emailMessage(notification, origin, id)));
  }
  const { rawMessage } = await import('./raw-message.ts');
  return ses.send(new SendRawEmailCommand(await rawMessage(notification, origin, id)));
}

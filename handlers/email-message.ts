import type { Content, SendEmailCommandInput } from '@aws-sdk/client-ses';
import type { Notification } from '../contract/notification.ts';
import { formatMailbox } from './mailbox.ts';
import { idTag } from './message-tag.ts';

/**
 * The email that a notification becomes.
 *
 * @param source the sender: a bare address, or one with a display name.
 * @param id the notification's effective id, by which the email is tagged.
 */
export function emailMessage(notification: Notification, source: string, id: string): SendEmailCommandInput {
  const { subject, body, html, recipient, replyTo } = notification;
  return {
    Source: formatMailbox(source),
    Destination: { ToAddresses: [formatMailbox(recipient)] },
    ...(replyTo !== undefined && { ReplyToAddresses: [formatMailbox(replyTo)] }),
    Message: {
      Subject: utf8(subject),
      Body: { Text: utf8(body), ...(html !== undefined && { Html: utf8(html) }) },
    },
    Tags: [idTag(id)],
  };
}

/** SES assumes 7-bit ASCII unless told. UTF-8 has no lone surrogates, and the SDK throws on one. */
function utf8(text: string): Content {
  return { Data: text.toWellFormed(), Charset: 'UTF-8' };
}

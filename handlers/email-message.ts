import type { Content, SendEmailCommandInput } from '@aws-sdk/client-ses';
import { parseEmailAddress } from '../contract/email-address.ts';
import { type EmailAddress, formatMailbox } from '../contract/mailbox.ts';
import type { Notification } from '../contract/notification.ts';
import { type Addresses, listOf } from '../contract/recipients.ts';
import { idTag } from './message-tag.ts';

/**
 * The email that a notification becomes.
 *
 * @param id the notification's effective id, by which the email is tagged.
 */
export function emailMessage(
  notification: Notification,
  sender: EmailAddress,
  id: string,
): SendEmailCommandInput {
  const { subject, body = '', html = '', recipient, cc, bcc, replyTo } = notification;
  return {
    Source: formatMailbox(sender),
    Destination: {
      ToAddresses: mailboxes(recipient),
      ...(cc !== undefined && { CcAddresses: mailboxes(cc) }),
      ...(bcc !== undefined && { BccAddresses: mailboxes(bcc) }),
    },
    ...(replyTo !== undefined && { ReplyToAddresses: mailboxes(replyTo) }),
    Message: {
      Subject: utf8(subject),
      // An empty part would be what a mail program shows. SES wants one part at least.
      Body: {
        ...((body !== '' || html === '') && { Text: utf8(body) }),
        ...(html !== '' && { Html: utf8(html) }),
      },
    },
    Tags: [idTag(id)],
  };
}

/** Addresses that the contract has accepted, as a header takes them. */
function mailboxes(addresses: Addresses): string[] {
  return listOf(addresses).map((text) => {
    const address = parseEmailAddress(text);
    if (!address) throw new TypeError('A notification was sent that is none');
    return formatMailbox(address);
  });
}

/** SES assumes 7-bit ASCII unless told. UTF-8 has no lone surrogates, and the SDK throws on one. */
function utf8(text: string): Content {
  return { Data: text.toWellFormed(), Charset: 'UTF-8' };
}

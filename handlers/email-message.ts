import type { Content, SendEmailCommandInput } from '@aws-sdk/client-ses';
import { parseEmailAddress } from '../contract/email-address.ts';
import { type EmailAddress, formatMailbox } from '../contract/mailbox.ts';
import type { Notification } from '../contract/notification.ts';
import { type Addresses, listOf } from '../contract/recipients.ts';
import { marksOf, type Origin } from './origin.ts';

/**
 * The email that a notification becomes.
 *
 * @param id the notification's effective id, by which the email is tagged.
 */
export function emailMessage(notification: Notification, origin: Origin, id: string): SendEmailCommandInput {
  const { subject, recipient, cc, bcc, replyTo } = notification;
  const { text, html } = partsOf(notification);
  return {
    Source: formatMailbox(origin.sender),
    Destination: {
      // A guard may leave copies alone.
      ...(listOf(recipient).length > 0 && { ToAddresses: mailboxes(recipient) }),
      ...(cc !== undefined && { CcAddresses: mailboxes(cc) }),
      ...(bcc !== undefined && { BccAddresses: mailboxes(bcc) }),
    },
    ...(replyTo !== undefined && { ReplyToAddresses: mailboxes(replyTo) }),
    Message: {
      Subject: utf8(subject),
      Body: {
        ...(text !== undefined && { Text: utf8(text) }),
        ...(html !== undefined && { Html: utf8(html) }),
      },
    },
    ...marksOf(origin, id),
  };
}

/** What of an email people read. An empty part would be what a mail program shows, but SES wants one part at least. */
export function partsOf({ body = '', html = '' }: Notification) {
  return {
    text: body !== '' || html === '' ? body : undefined,
    html: html !== '' ? html : undefined,
  };
}

/** Addresses that the contract has accepted, taken apart. */
export function acceptedAddresses(addresses: Addresses | undefined): EmailAddress[] {
  return listOf(addresses).map((text) => {
    const address = parseEmailAddress(text);
    if (!address) throw new TypeError('A notification was sent that is none');
    return address;
  });
}

/** The same as a header takes them. */
function mailboxes(addresses: Addresses): string[] {
  return acceptedAddresses(addresses).map(formatMailbox);
}

/** SES assumes 7-bit ASCII unless told. UTF-8 has no lone surrogates, and the SDK throws on one. */
function utf8(text: string): Content {
  return { Data: text.toWellFormed(), Charset: 'UTF-8' };
}

import type { SendRawEmailCommandInput } from '@aws-sdk/client-ses';
import { headersOf } from '../contract/headers.ts';
import { type EmailAddress, formatMailbox } from '../contract/mailbox.ts';
import type { Notification } from '../contract/notification.ts';
import { type AttachedFile, refuseTooLarge } from './attached-files.ts';
import { acceptedAddresses, partsOf } from './email-message.ts';
import { marksOf, type Origin } from './origin.ts';

/**
 * The email that a notification becomes, in MIME. Who gets a blind copy is named beside it, and not in it.
 *
 * @param id the notification's effective id, by which the email is tagged.
 * @throws NotSentError where it is larger than SES takes.
 * @see https://docs.aws.amazon.com/ses/latest/APIReference/API_SendRawEmail.html
 */
export async function rawMessage(
  notification: Notification,
  origin: Origin,
  id: string,
  files: readonly AttachedFile[],
): Promise<SendRawEmailCommandInput> {
  const { subject, recipient, cc, bcc, replyTo } = notification;
  const { text, html } = partsOf(notification);
  const [to, copies, blindCopies] = [recipient, cc, bcc].map(acceptedAddresses) as [
    EmailAddress[],
    EmailAddress[],
    EmailAddress[],
  ];
  const { MailComposer } = await import('./mime.ts');
  const message = new MailComposer({
    from: personOf(origin.sender),
    to: to.map(personOf),
    cc: copies.map(personOf),
    replyTo: acceptedAddresses(replyTo).map(personOf),
    subject: subject.toWellFormed(),
    text: text?.toWellFormed(),
    html: html?.toWellFormed(),
    headers: headersOf(notification).map(asIs),
    attachments: files.map(attachmentOf),
    newline: 'windows',
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const data = await message.compile().build();
  refuseTooLarge(data.length);
  return {
    Source: formatMailbox(origin.sender),
    Destinations: [...to, ...copies, ...blindCopies].map(formatMailbox),
    RawMessage: { Data: data },
    ...marksOf(origin, id),
  };
}

/** They are of printable ASCII and fit into a line, so there is nothing to encode or fold; of references the library knows how. */
function asIs([key, value]: [name: string, value: string]) {
  if (key.toLowerCase() === 'references') return { key, value };
  return { key, value: { prepared: true, foldLines: false, value } } as const;
}

/** Without a type of its own the library tells it by the name. */
function attachmentOf({ filename, content, contentType, contentId }: AttachedFile) {
  return { filename: filename.toWellFormed(), content, contentType, cid: contentId };
}

function personOf({ address, displayName = '' }: EmailAddress) {
  return { name: decoded(displayName).toWellFormed(), address };
}

/** A name may be given in encoded-words (RFC 2047), which the library would write as the text that they are. */
function decoded(name: string): string {
  return name.replace(
    /=\?([^?\s]+)\?([bq])\?([^?\s]*)\?=(?:\s+(?==\?))?/gi,
    (word, charset: string, encoding: string, text: string) => {
      const bytes = /b/i.test(encoding) ? Buffer.from(text, 'base64') : Buffer.from(unquoted(text), 'latin1');
      try {
        return new TextDecoder(charset).decode(bytes);
      } catch {
        return word;
      }
    },
  );
}

function unquoted(text: string): string {
  return text
    .replaceAll('_', ' ')
    .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

import type { Destination, MessageTag } from './email.ts';
import { bareAddress } from './mailbox.ts';
import { refuseMessage } from './message-faults.ts';
import { acceptedTags } from './message-tags.ts';
import { rawHeaders, rawRecipients } from './raw-recipients.ts';
import { tagsIn } from './ses-headers.ts';

/** What the emulator leaves out of an email that it composes of a raw message, or of a template. */
export interface RawDetails {
  /** Who it goes to and its headers do not name. */
  readonly blindCopies: readonly string[];
  readonly headers: readonly { readonly name: string; readonly value: string }[] | undefined;
  readonly tags: readonly MessageTag[] | undefined;
}

/** What the emulator leaves out of a template's email. */
export function templateDetails(tags: readonly MessageTag[] | undefined): RawDetails {
  return { blindCopies: [], headers: undefined, tags };
}

/** Headers that an email shows by its own fields, or that only say how it is written. */
const SHOWN_OTHERWISE =
  /^(?:from|to|cc|bcc|reply-to|subject|date|message-id|return-path|mime-version|content-.*|x-ses-.*)$/i;

/**
 * What the emulator leaves out of a raw message.
 *
 * @param message the message in MIME.
 * @param named the recipients named beside it.
 * @param tags those named beside it, which count in the place of those in it.
 * @throws SesError where SES would refuse a tag, a header or a file in it.
 */
export function rawDetails(
  message: string,
  named: readonly string[],
  tags: readonly MessageTag[] | undefined,
): RawDetails {
  refuseMessage(message);
  const known = new Set(rawRecipients(message).map(bareAddress));
  const headers = rawHeaders(message).filter(({ name }) => !SHOWN_OTHERWISE.test(name));
  return {
    blindCopies: named.filter((address) => !known.has(bareAddress(address))),
    headers: headers.length > 0 ? headers : undefined,
    tags: tags ?? acceptedTags(tagsIn(message)),
  };
}

/** An email that the emulator has read, with what it left out. */
export function withDetails<Email extends { readonly destination: Destination }>(
  email: Email,
  { blindCopies, headers, tags }: RawDetails,
): Email {
  const { to, cc, bcc } = email.destination;
  return {
    ...email,
    destination: {
      to: to.flatMap(mailboxesIn),
      cc: cc.flatMap(mailboxesIn),
      bcc: [...bcc.flatMap(mailboxesIn), ...blindCopies],
    },
    ...(headers !== undefined && { headers }),
    ...(tags !== undefined && { tags }),
  };
}

/** The emulator gives the list of a header as one text. Names in quotes may hold commas. */
function mailboxesIn(list: string): string[] {
  const mailboxes = list.match(/(?:"(?:[^"\\]|\\.)*"|<[^>]*>|[^,"<])+/g) ?? [];
  return mailboxes.map((mailbox) => mailbox.trim()).filter((mailbox) => mailbox !== '');
}

import { randomUUID } from 'node:crypto';
import { isSimulated } from './mailbox-simulator.ts';

/** A file that travels with an email. */
export interface InboxAttachment {
  /** The file in base64. */
  readonly content: string;
  readonly contentType: string;
  readonly filename?: string | undefined;
  /** By which HTML shows it, as in `cid:logo`. */
  readonly contentId?: string | undefined;
  /** In bytes. */
  readonly size: number;
}

/** Who an email goes to, each address as the sender wrote it. */
export interface Destination {
  readonly to: string[];
  readonly cc: string[];
  readonly bcc: string[];
}

/** By what a sender finds an email's events again. */
export interface MessageTag {
  readonly name: string;
  readonly value: string;
}

/** An email as the inbox keeps it and `/store` tells it; the form is the emulator's. */
export interface InboxEmail {
  /** What SES answered with. Unique in the inbox. */
  readonly messageId: string;
  readonly from: string;
  readonly replyTo: string[];
  readonly destination: Destination;
  readonly subject: string;
  readonly body: { readonly text?: string | undefined; readonly html?: string | undefined };
  readonly attachments: InboxAttachment[];
  readonly headers?: { readonly name: string; readonly value: string }[] | undefined;
  /** The message tags that it was sent with; absent where it had none. */
  readonly tags?: readonly MessageTag[] | undefined;
  /** When it was accepted, in seconds since 1970, to the millisecond. */
  readonly at: number;
}

/** An email that SES was asked to send, before it is accepted. */
export type OutgoingEmail = Omit<InboxEmail, 'messageId' | 'at'>;

/** All addresses that an email goes to. */
export function recipientsOf({ to, cc, bcc }: Destination): string[] {
  return [...to, ...cc, ...bcc];
}

/** How many recipients an email counts as, against the send rate and the daily quota. */
export function countRecipients({ to, cc, bcc }: Destination): number {
  return to.length + cc.length + bcc.length;
}

/** How many of them the daily quota counts: all but those of the mailbox simulator. */
export function countedRecipients(destination: Destination): number {
  return recipientsOf(destination).filter((each) => !isSimulated(each)).length;
}

/** A message id in the form of SES's own, never given twice. */
export function createMessageId(): string {
  return `${Date.now().toString(16).padStart(16, '0')}-${randomUUID()}-000000`;
}

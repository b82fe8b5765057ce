import { randomUUID } from 'node:crypto';

/** A file that travels with an email. */
export interface InboxAttachment {
  /** The file in base64. */
  readonly content: string;
  readonly contentType: string;
  readonly filename?: string | undefined;
  /** In bytes. */
  readonly size: number;
}

/** Who an email goes to, each address as the sender wrote it. */
export interface Destination {
  readonly to: string[];
  readonly cc: string[];
  readonly bcc: string[];
}

/** An email as the inbox keeps it; the form is the emulator's, which serves it at `/store`. */
export interface InboxEmail {
  /** What SES answered with. Unique in the inbox. */
  messageId: string;
  readonly from: string;
  readonly replyTo: string[];
  readonly destination: Destination;
  readonly subject: string;
  readonly body: { readonly text?: string | undefined; readonly html?: string | undefined };
  readonly attachments: InboxAttachment[];
  readonly headers?: { readonly name: string; readonly value: string }[] | undefined;
  /** When it was accepted, in seconds since 1970. */
  readonly at: number;
}

/** An email that SES was asked to send, before it is accepted. */
export type OutgoingEmail = Omit<InboxEmail, 'messageId' | 'at'>;

/** How many recipients an email counts as, against the send rate and the daily quota. */
export function countRecipients({ to, cc, bcc }: Destination): number {
  return to.length + cc.length + bcc.length;
}

/** A message id in the form of SES's own, never given twice. */
export function createMessageId(): string {
  return `${Date.now().toString(16).padStart(16, '0')}-${randomUUID()}-000000`;
}

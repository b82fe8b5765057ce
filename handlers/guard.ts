import { type AllowedRecipient, isAllowed } from '../contract/allowed-recipient.ts';
import { parseEmailAddress } from '../contract/email-address.ts';
import type { Notification } from '../contract/notification.ts';
import { type Addresses, listOf } from '../contract/recipients.ts';

/** Whom a pipeline that is not production sends to. */
export interface Guard {
  /** Who may get emails; `undefined` for nobody where there is a `redirectTo`, else for everybody. */
  readonly deliverOnlyTo: readonly AllowedRecipient[] | undefined;
  /** Who gets what would go to others; `undefined` where nobody gets it. */
  readonly redirectTo: string | undefined;
}

/** What a guard makes of a notification. */
export interface Guarded {
  /** What is to be sent; `undefined` where nobody is left to send it to. */
  readonly email: Notification | undefined;
  /** How many of its recipients do not get it. */
  readonly withheld: number;
}

/** Of so many the subject tells the addresses. */
const MAX_TOLD = 3;

/**
 * Holds a notification back from those whom it must not reach.
 *
 * Laws: whoever is left is allowed, or is `redirectTo`; whoever is allowed stays where they are; what is allowed altogether
 * stays as it is.
 */
export function guarded(notification: Notification, guard: Guard): Guarded {
  const { deliverOnlyTo, redirectTo } = guard;
  if (deliverOnlyTo === undefined && redirectTo === undefined) return { email: notification, withheld: 0 };
  const { recipient, cc, bcc, subject } = notification;
  const mayGet = (text: string) => {
    const address = bare(text);
    return (
      isAllowed(address, deliverOnlyTo ?? []) || (redirectTo !== undefined && address === bare(redirectTo))
    );
  };
  const withheld = [recipient, cc, bcc].flatMap(listOf).filter((text) => !mayGet(text));
  if (withheld.length === 0) return { email: notification, withheld: 0 };
  const [to, copies, blindCopies] = [recipient, cc, bcc].map((list) => listOf(list).filter(mayGet)) as [
    string[],
    string[],
    string[],
  ];
  if (redirectTo !== undefined && ![...to, ...copies, ...blindCopies].map(bare).includes(bare(redirectTo))) {
    to.push(redirectTo);
  }
  if (to.length + copies.length + blindCopies.length === 0)
    return { email: undefined, withheld: withheld.length };
  const email = {
    ...notification,
    recipient: to,
    cc: listUnlessEmpty(copies),
    bcc: listUnlessEmpty(blindCopies),
    subject: redirectTo === undefined ? subject : `(for ${told(withheld.map(bare))}) ${subject}`,
  };
  return { email, withheld: withheld.length };
}

function bare(text: string): string {
  return (parseEmailAddress(text)?.address ?? text).toLowerCase();
}

function listUnlessEmpty(list: readonly string[]): Addresses | undefined {
  return list.length > 0 ? list : undefined;
}

function told(addresses: readonly string[]): string {
  const more = addresses.length - MAX_TOLD;
  return [...addresses.slice(0, MAX_TOLD), ...(more > 0 ? [`${more} more`] : [])].join(', ');
}

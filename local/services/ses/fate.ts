import { covers } from './identity.ts';
import { bareAddress } from './mailbox.ts';
import { simulatedMailbox } from './mailbox-simulator.ts';
import type { SuppressionReason } from './suppression-list.ts';

/**
 * What the mail server of a recipient does: takes the email, refuses it, takes it and has the recipient complain, or is not
 * to be reached until SES gives up.
 */
export const FATES = ['deliver', 'bounce', 'complain', 'delay'] as const;

export type Fate = (typeof FATES)[number];

/** Fates by address, or by domain with its subdomains. */
export type Fates = Readonly<Record<string, Fate>>;

/** What becomes of an email at one recipient, whom SES may not even try. */
export type Outcome = Fate | 'suppressed by the simulator' | `suppressed for a ${SuppressionReason}`;

const SIMULATED: Readonly<Record<string, Outcome>> = {
  bounce: 'bounce',
  complaint: 'complain',
  suppressionlist: 'suppressed by the simulator',
};

/**
 * What becomes of an email to an address.
 *
 * @param suppressedFor why the account suppresses it, if it does, which comes before all else.
 * @see https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html
 */
export function outcomeOf(
  recipient: string,
  fates: Fates,
  suppressedFor: SuppressionReason | undefined,
): Outcome {
  if (suppressedFor !== undefined) return `suppressed for a ${suppressedFor}`;
  const mailbox = simulatedMailbox(recipient);
  if (mailbox !== undefined) return SIMULATED[mailbox] ?? 'deliver';
  const address = bareAddress(recipient);
  // What is longer says more of the address.
  const [closest] = Object.keys(fates)
    .filter((each) => covers(each, address))
    .sort((one, other) => other.length - one.length);
  return (closest !== undefined && fates[closest]) || 'deliver';
}

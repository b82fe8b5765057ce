import { covers } from './identity.ts';
import { bareAddress } from './mailbox.ts';

/** Takes mail from any account. */
export const MAILBOX_SIMULATOR = 'simulator.amazonses.com';

/** Whether an address, with a display name or without, is of SES's mailbox simulator. */
export function isSimulated(recipient: string): boolean {
  return covers(MAILBOX_SIMULATOR, bareAddress(recipient));
}

/**
 * The mailbox of the simulator that an address is of, without a label: that of `bounce+42@simulator.amazonses.com` is
 * `bounce`. `undefined` for any other address.
 * @see https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html
 */
export function simulatedMailbox(recipient: string): string | undefined {
  if (!isSimulated(recipient)) return undefined;
  return /^[^+@]*/.exec(bareAddress(recipient))?.[0].toLowerCase();
}

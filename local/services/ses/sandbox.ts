import { bareAddress } from './mailbox.ts';
import { SesError } from './ses-error.ts';

/** Takes mail from any account. */
export const MAILBOX_SIMULATOR = 'simulator.amazonses.com';

/**
 * Refuses a send from or to an address that an account in the sandbox has not verified.
 *
 * @param addresses the sender's and the recipients', as the caller wrote them: `Ada <ada@example.com>`.
 * @param verified addresses, which match as they are written, and domains, which hold their subdomains too.
 * @param region where the call was made.
 * @throws SesError naming every address that is not verified.
 * @see https://docs.aws.amazon.com/ses/latest/dg/request-production-access.html
 */
export function requireVerified(
  addresses: readonly string[],
  verified: readonly string[],
  region: string,
): void {
  const known = [MAILBOX_SIMULATOR, ...verified];
  const failed = addresses.filter(
    (address) => !known.some((identity) => covers(identity, bareAddress(address))),
  );
  if (failed.length === 0) return;
  throw SesError.refused(
    'MessageRejected',
    `Email address is not verified. The following identities failed the check in region ${region.toUpperCase()}: ${[...new Set(failed)].join(', ')}`,
    'MessageRejected',
  );
}

/** Whether an identity, an address or a domain, verifies an address. */
export function covers(identity: string, address: string): boolean {
  if (identity.includes('@')) return identity === address;
  const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
  return domain === identity.toLowerCase() || domain.endsWith(`.${identity.toLowerCase()}`);
}

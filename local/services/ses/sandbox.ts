import { covers } from './identity.ts';
import { bareAddress } from './mailbox.ts';
import { MAILBOX_SIMULATOR } from './mailbox-simulator.ts';
import { SesError } from './ses-error.ts';

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

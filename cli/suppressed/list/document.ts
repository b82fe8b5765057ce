import type { SuppressedAddress } from '../../../ops/suppression/suppression-list.ts';
import type { Target } from '../../../ops/target.ts';
import type { Privacy } from '../../../words/dead-letters/privacy.ts';
import { type AddressDocument, addressDocument } from '../address.ts';

/** What `amplify-mailroom suppressed list --json` prints. Addresses are masked unless asked for. */
export interface SuppressedDocument {
  readonly account: string;
  /** That whose SES sends. */
  readonly region: string;
  readonly pipeline: string;
  /** Why there may be more, as sentences; empty where that is all. */
  readonly partial: readonly string[];
  /** Those of the addresses that are not there. */
  readonly missing: readonly string[];
  /** The latest first. */
  readonly addresses: readonly AddressDocument[];
}

/** What was read of the list. */
export interface ReadAddresses {
  readonly addresses: readonly SuppressedAddress[];
  readonly missing: readonly string[];
  readonly partial: readonly string[];
}

/** What a listing tells. */
export function suppressedDocument(
  { accountId, region, pipelineName }: Target,
  { addresses, missing, partial }: ReadAddresses,
  privacy: Privacy,
): SuppressedDocument {
  const latest = addresses.toSorted((one, other) => other.since.getTime() - one.since.getTime());
  return {
    account: accountId,
    region,
    pipeline: pipelineName,
    partial,
    missing: missing.map((address) => privacy.recipient(address)),
    addresses: latest.map((each) => addressDocument(each, privacy)),
  };
}

import type { SuppressionReason } from '../../ops/suppression/reasons.ts';
import type { SuppressedAddress } from '../../ops/suppression/suppression-list.ts';
import type { Privacy } from '../../words/dead-letters/privacy.ts';
import type { Layout } from '../../words/layout.ts';
import { plain } from '../../words/plain.ts';
import { formatAge } from '../../words/quantities.ts';
import { type Column, formatTable } from '../../words/table.ts';

/** An address of the list; part of the documents of `--json`. */
export interface AddressDocument {
  readonly address: string;
  readonly reason: SuppressionReason;
  /** When it came there, in ISO 8601. */
  readonly since: string;
}

/** What an address of the list tells. */
export function addressDocument(
  { address, reason, since }: SuppressedAddress,
  privacy: Privacy,
): AddressDocument {
  return { address: privacy.recipient(address), reason, since: since.toISOString() };
}

const COLUMNS: readonly Column[] = [{ overflow: 'wrap' }, {}, { align: 'right' }];

/** A line for each address. */
export function formatAddresses(addresses: readonly AddressDocument[], { width, now }: Layout): string[] {
  return formatTable(
    COLUMNS,
    addresses.map(({ address, reason, since }) => [
      plain(address),
      reason,
      `${formatAge(new Date(since), now)} ago`,
    ]),
    { width, indent: 2 },
  );
}

import { SUPPRESSION_REASONS } from '../../../ops/suppression/reasons.ts';
import { type Layout, paragraphsOf } from '../../../words/layout.ts';
import { plain } from '../../../words/plain.ts';
import { formatCount } from '../../../words/quantities.ts';
import { wrap } from '../../../words/width.ts';
import { formatAddresses } from '../address.ts';
import type { SuppressedDocument } from './document.ts';

/** Who is on the list, for a person. */
export function formatSuppressed(document: SuppressedDocument, layout: Layout): string {
  const { width, paint } = layout;
  const { addresses, missing, partial } = document;
  return paragraphsOf([
    (partial.length > 0 ? wrap(`NOT THE WHOLE LIST: ${partial.join(' ')}`, width) : []).map((line) =>
      paint(['bold', 'yellow'], line),
    ),
    formatAddresses(addresses, layout),
    wrap(total(document), width).map((line) => paint('bold', line)),
    missing.flatMap((address) => wrap(`${plain(address)} is not on the list.`, width)),
  ]);
}

function total({ addresses, missing, partial }: SuppressedDocument): string {
  const reasons = SUPPRESSION_REASONS.flatMap((reason) => {
    const count = addresses.filter((address) => address.reason === reason).length;
    return count > 0 ? [`${formatCount(count)} for a ${reason}`] : [];
  });
  if (addresses.length === 0) return missing.length > 0 ? 'None of them is.' : 'Nobody is on the list.';
  const count = `${formatCount(addresses.length)} ${addresses.length === 1 ? 'address' : 'addresses'}`;
  return `${partial.length > 0 ? 'At least ' : ''}${count}: ${reasons.join(', ')}.`;
}

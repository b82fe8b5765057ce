import { SUPPRESSION_REASONS, type SuppressionReason } from '../../../ops/suppression/reasons.ts';
import type { SuppressedAddress } from '../../../ops/suppression/suppression-list.ts';
import { privacyFor } from '../../../words/dead-letters/privacy.ts';
import { layoutFor } from '../../../words/layout.ts';
import { EXIT } from '../../terminal/exit-code.ts';
import { printJson } from '../../terminal/print-json.ts';
import type { SuppressedOptions } from '../options.ts';
import { type OpenList, withList } from '../with-list.ts';
import { type ReadAddresses, suppressedDocument } from './document.ts';
import { formatSuppressed } from './format.ts';

/** What `amplify-mailroom suppressed list` was told. */
export interface ListOptions extends SuppressedOptions {
  readonly reason?: SuppressionReason;
  readonly limit?: number;
}

/** Lists suppressed addresses on stdout, and gives the exit code. */
export function runList(addresses: readonly string[] = [], options: ListOptions): Promise<number> {
  return withList(options, async (open) => {
    const read =
      addresses.length > 0 ? await lookFor(addresses, open, options) : await readAll(open, options);
    const document = suppressedDocument(open.target, read, privacyFor(options));
    if (options.json) printJson(document);
    else process.stdout.write(formatSuppressed(document, layoutFor(process.stdout)));
    if (open.interruption.aborted) return EXIT.interrupted;
    return document.missing.length === 0 ? EXIT.done : EXIT.failed;
  });
}

async function lookFor(
  wanted: readonly string[],
  { list, interruption }: OpenList,
  { reason }: ListOptions,
): Promise<ReadAddresses> {
  const addresses: SuppressedAddress[] = [];
  const missing: string[] = [];
  for (const address of new Set(wanted)) {
    if (interruption.aborted) break;
    const present = await list.find(address);
    if (present && (reason === undefined || present.reason === reason)) addresses.push(present);
    else missing.push(address);
  }
  return { addresses, missing, partial: interruption.aborted ? ['It was interrupted.'] : [] };
}

async function readAll(
  { list, interruption }: OpenList,
  { reason, limit = Number.POSITIVE_INFINITY }: ListOptions,
): Promise<ReadAddresses> {
  const addresses: SuppressedAddress[] = [];
  for await (const page of list.pages(reason ? [reason] : SUPPRESSION_REASONS, interruption)) {
    addresses.push(...page);
    if (addresses.length > limit) break;
  }
  const partial = [
    ...(interruption.aborted ? ['It was interrupted.'] : []),
    ...(addresses.length > limit ? ['The limit was reached.'] : []),
  ];
  return { addresses: addresses.slice(0, limit), missing: [], partial };
}

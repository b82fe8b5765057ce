import { asciiDomain } from '../../contract/email-address.ts';
import type { DeadLetterFilter } from '../../ops/dead-letters/filter.ts';
import type { SeenNames } from '../../ops/dead-letters/seen-names.ts';
import { UsageError } from '../terminal/exit-code.ts';
import { meantBy } from './nearest.ts';

/** What was seen of a queue. */
interface Seen {
  readonly names: SeenNames;
  readonly partial: readonly string[];
}

/**
 * Refuses a filter by a name that no dead letter has, where one of them has nearly the same: an empty list looks like good
 * news. Where not the whole queue was seen, nobody knows.
 *
 * @throws UsageError naming what was meant.
 */
export function refuseSlips(
  { errors = [], recipientDomain }: DeadLetterFilter,
  { names, partial }: Seen,
): void {
  if (partial.length > 0) return;
  for (const error of errors) refuse('error', error, meantBy(error, [...names.errors]));
  if (recipientDomain === undefined) return;
  const domain = asciiDomain(recipientDomain);
  refuse('recipient domain', recipientDomain, meantBy(domain, [...names.domains]));
}

function refuse(what: string, typed: string, meant: string | undefined): void {
  if (meant === undefined) return;
  throw new UsageError(
    `No dead letter has the ${what} "${typed}"; the nearest is ${meant}. Nothing was done.`,
  );
}

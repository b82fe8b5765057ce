import { numberOf, textOf } from '../../../../template/scalars.ts';
import { CloudWatchError } from './cloudwatch-error.ts';

/** One page of a list; the token of the next is the place at which it begins. */
export function pageOf<Item>(
  items: readonly Item[],
  size: number,
  token: unknown,
): { items: readonly Item[]; NextToken?: string } {
  const start = token === undefined || token === null ? 0 : numberOf(token);
  if (!Number.isInteger(start) || start < 0)
    throw new CloudWatchError('InvalidNextToken', 'The token is invalid.');
  const end = start + size;
  return { items: items.slice(start, end), ...(end < items.length ? { NextToken: String(end) } : {}) };
}

/** How many items a page may have, as the request says. */
export function pageSize(requested: unknown, most: number): number {
  if (requested === undefined || requested === null) return most;
  const size = numberOf(requested);
  if (Number.isInteger(size) && size >= 1 && size <= most) return size;
  throw new CloudWatchError(
    'ValidationError',
    `MaxRecords must be a whole number from 1 to ${most}, got ${textOf(requested)}.`,
  );
}

import { InvalidArgumentError } from 'commander';
import { GIVEN_UP, REASONS } from '../../contract/reasons.ts';
import { FOUND_REASONS } from '../../ops/dead-letters/dead-letter.ts';
import { nearestOf } from './nearest.ts';

/** What a dead letter can have as its reason, by this version. */
const KNOWN: readonly string[] = [...Object.keys(GIVEN_UP), ...Object.keys(FOUND_REASONS)];

/** Reads one more reason. One that nothing can have would be an empty list, which looks like good news. */
export function collectReason(value: string, previous: string[] = []): string[] {
  if (KNOWN.includes(value)) return [...previous, value];
  if (Object.hasOwn(REASONS, value)) {
    throw new InvalidArgumentError(
      'That is why a notification waits, as "status" tells; as a dead letter it is expired, with the error that it met last.',
    );
  }
  throw new InvalidArgumentError(`There is no such reason; the nearest is ${nearestOf(value, KNOWN)}.`);
}

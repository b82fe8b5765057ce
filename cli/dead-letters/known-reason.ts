import { InvalidArgumentError } from 'commander';
import { GIVEN_UP, REASONS } from '../../contract/reasons.ts';
import { FOUND_REASONS } from '../../ops/dead-letters/dead-letter.ts';

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
  const [nearest] = KNOWN.toSorted((one, other) => editsBetween(value, one) - editsBetween(value, other));
  throw new InvalidArgumentError(`There is no such reason; the nearest is ${nearest}.`);
}

/** How many letters to leave out, put in or change. */
function editsBetween(one: string, other: string): number {
  let previous = Array.from({ length: other.length + 1 }, (_, index) => index);
  // A reason is short, and what is longer than any is as far from all.
  for (const letter of one.slice(0, 100)) {
    const row = [(previous[0] as number) + 1];
    for (const [index, its] of [...other].entries()) {
      const changed = (previous[index] as number) + (letter === its ? 0 : 1);
      row.push(Math.min(changed, (row[index] as number) + 1, (previous[index + 1] as number) + 1));
    }
    previous = row;
  }
  return previous.at(-1) as number;
}

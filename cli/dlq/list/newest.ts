import type { DeadLetter } from '../../../ops/dead-letters/dead-letter.ts';

/** As many of each group are shown; to keep more would take memory by the number of dead letters. */
const SHOWN = 5;

/** The newest dead letters of each group. */
export class NewestOfGroups {
  readonly #groups = new Map<string, DeadLetter[]>();

  add(letter: DeadLetter): void {
    const key = keyOf(letter);
    const newest = [...(this.#groups.get(key) ?? []), letter].sort(
      (one, other) => other.deadLetteredAt.getTime() - one.deadLetteredAt.getTime(),
    );
    this.#groups.set(key, newest.slice(0, SHOWN));
  }

  /** Those with this reason and error, the newest first. */
  of(group: Pick<DeadLetter, 'reason' | 'error'>): readonly DeadLetter[] {
    return this.#groups.get(keyOf(group)) ?? [];
  }
}

function keyOf({ reason, error }: Pick<DeadLetter, 'reason' | 'error'>): string {
  return JSON.stringify([reason, error]);
}

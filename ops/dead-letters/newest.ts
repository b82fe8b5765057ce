import { type DeadLetter, deadLetteredAt } from './dead-letter.ts';
import { type DeadLetterGroup, groupKeyOf, keyOfGroup } from './groups.ts';

/** As many of each group are shown; to keep more would take memory by the number of dead letters. */
const SHOWN = 5;

/** The newest dead letters of each group. */
export class NewestOfGroups {
  readonly #groups = new Map<string, readonly DeadLetter[]>();

  add(letter: DeadLetter): void {
    const key = groupKeyOf(letter);
    const newest = [...(this.#groups.get(key) ?? []), letter].sort(
      (one, other) => deadLetteredAt(other).getTime() - deadLetteredAt(one).getTime(),
    );
    this.#groups.set(key, newest.slice(0, SHOWN));
  }

  /** Those with this reason and error, the newest first. */
  of(group: Pick<DeadLetterGroup, 'reason' | 'error'>): readonly DeadLetter[] {
    return this.#groups.get(keyOfGroup(group)) ?? [];
  }
}

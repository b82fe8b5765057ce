import { REASONS } from '../../contract/reasons.ts';
import { type DeadLetter, deadLetteredAt, errorOf, explanationOf, reasonOf } from './dead-letter.ts';

/** Dead letters with one reason and one error. */
export interface DeadLetterGroup {
  readonly reason: string;
  readonly error: string;
  /** What all of them say of themselves; where they differ, what their reason means. */
  readonly explanation: string;
  readonly count: number;
  readonly oldest: Date;
  readonly newest: Date;
  /** Of these, those that were redriven before. */
  readonly redriven: number;
}

/** Counts dead letters by reason and error, one after another, so that none of them needs to be kept. */
export class DeadLetterGroups {
  readonly #groups = new Map<string, DeadLetterGroup>();

  add(letter: DeadLetter): void {
    const key = groupKeyOf(letter);
    const group = this.#groups.get(key) ?? emptyGroupOf(letter);
    const at = deadLetteredAt(letter);
    this.#groups.set(key, {
      ...group,
      explanation: explanationOf(letter) === group.explanation ? group.explanation : meaningOf(group),
      count: group.count + 1,
      oldest: at < group.oldest ? at : group.oldest,
      newest: at > group.newest ? at : group.newest,
      redriven: group.redriven + (letter.provenance.redrives > 0 ? 1 : 0),
    });
  }

  /** The largest first; alike, by name. */
  get sorted(): readonly DeadLetterGroup[] {
    const name = ({ reason, error }: DeadLetterGroup) => `${reason} ${error}`;
    return [...this.#groups.values()].sort(
      (one, other) => other.count - one.count || name(one).localeCompare(name(other)),
    );
  }
}

/** The same for all dead letters of one group, and for no others. */
export function groupKeyOf(letter: DeadLetter): string {
  return keyOfGroup({ reason: reasonOf(letter), error: errorOf(letter) });
}

/** Equals {@link groupKeyOf} of the group's dead letters. */
export function keyOfGroup({ reason, error }: Pick<DeadLetterGroup, 'reason' | 'error'>): string {
  return JSON.stringify([reason, error]);
}

function emptyGroupOf(letter: DeadLetter): DeadLetterGroup {
  const at = deadLetteredAt(letter);
  return {
    reason: reasonOf(letter),
    error: errorOf(letter),
    explanation: explanationOf(letter),
    count: 0,
    oldest: at,
    newest: at,
    redriven: 0,
  };
}

function meaningOf({ reason, explanation }: DeadLetterGroup): string {
  return Object.hasOwn(REASONS, reason) ? REASONS[reason as keyof typeof REASONS] : explanation;
}

import { REASONS } from '../../contract/reasons.ts';
import type { DeadLetter } from './dead-letter.ts';

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

  add({ reason, error, explanation, deadLetteredAt: at, redrives }: DeadLetter): void {
    const key = JSON.stringify([reason, error]);
    const group = this.#groups.get(key) ?? {
      ...{ reason, error, explanation, count: 0, oldest: at, newest: at, redriven: 0 },
    };
    this.#groups.set(key, {
      ...group,
      explanation: explanation === group.explanation ? explanation : meaningOf(group),
      count: group.count + 1,
      oldest: at < group.oldest ? at : group.oldest,
      newest: at > group.newest ? at : group.newest,
      redriven: group.redriven + (redrives > 0 ? 1 : 0),
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

function meaningOf({ reason, explanation }: DeadLetterGroup): string {
  return Object.hasOwn(REASONS, reason) ? REASONS[reason as keyof typeof REASONS] : explanation;
}

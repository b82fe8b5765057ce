import type { SkippingClock } from './clock.ts';

/**
 * The moment at which the next waiting message becomes visible, in milliseconds since the epoch; `never` where none
 * waits, `now` where something is under way.
 */
export type NextDue = number | 'never' | 'now';

/** Whichever comes first. */
export function earliest(dues: readonly NextDue[]): NextDue {
  if (dues.includes('now')) return 'now';
  const moments = dues.filter((due) => typeof due === 'number');
  return moments.length === 0 ? 'never' : Math.min(...moments);
}

/** For how many looks in a row everything must rest: a publisher between two requests is not to be overtaken. */
const RESTING_LOOKS = 3;

/**
 * Decides when a clock jumps: to the next moment at which something happens, once nothing has happened between several
 * looks. The more time between these, the longer everything must rest.
 */
export class Jumper {
  readonly #clock: SkippingClock;
  readonly #nextDue: () => Promise<NextDue>;
  #isAsking = false;
  #restingLooks = 0;
  #events: number | undefined;
  /** The count of events at which no message waited: until it changes, none does. */
  #eventsWithoutDue: number | undefined;

  /** @param nextDue asks the queues; an event that comes before its answer makes the answer void. */
  constructor(clock: SkippingClock, nextDue: () => Promise<NextDue>) {
    this.#clock = clock;
    this.#nextDue = nextDue;
  }

  /** Looks once, and jumps if it is time to. */
  async look(): Promise<void> {
    if (this.#isAsking) return;
    const { events } = this.#clock;
    this.#restingLooks = this.#clock.isAtWork || events !== this.#events ? 0 : this.#restingLooks + 1;
    this.#events = events;
    if (this.#restingLooks < RESTING_LOOKS || events === this.#eventsWithoutDue) return;
    this.#isAsking = true;
    // A stack that stops no longer answers.
    const due = await this.#nextDue().catch(() => 'now' as const);
    this.#isAsking = false;
    if (this.#clock.isAtWork || this.#clock.events !== events || due === 'now') return;
    if (due === 'never') this.#eventsWithoutDue = events;
    else this.#clock.skipTo(due);
  }
}

import { type Clock, REAL_CLOCK } from '../../clock/clock.ts';
import type { NextDue } from '../../clock/jumper.ts';

/** How often it is looked whether a clock that skips has jumped, in real milliseconds. */
const LOOK_MILLISECONDS = 5;

/** The longest that Node's timers wait. */
const MAX_MILLISECONDS = 2 ** 31 - 1;

interface Entry {
  /** Milliseconds since the epoch. */
  readonly moment: number;
  readonly act: () => void;
}

/** Does things later, by the stack's clock; those of one moment in the order in which they were asked for. */
export class Schedule {
  readonly #clock: Clock;
  #entries: Entry[] = [];
  #timer: NodeJS.Timeout | undefined;

  /** @param clock @default the machine's */
  constructor(clock: Clock = REAL_CLOCK) {
    this.#clock = clock;
  }

  /** When the next thing is to be done. */
  get nextDue(): NextDue {
    const [first] = this.#entries;
    if (!first) return 'never';
    return first.moment <= this.#clock.now() ? 'now' : first.moment;
  }

  /** Has something done at a moment, in milliseconds since the epoch; at once where that has passed. */
  at(moment: number, act: () => void): void {
    if (moment <= this.#clock.now()) {
      act();
      return;
    }
    const place = this.#entries.findLastIndex((entry) => entry.moment <= moment) + 1;
    this.#entries.splice(place, 0, { moment, act });
    // Whoever has been told that nothing is due is to ask again.
    this.#clock.begin();
    this.#clock.end();
    this.#wait();
  }

  /** Forgets all that has not been done. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#entries = [];
  }

  #wait(): void {
    clearTimeout(this.#timer);
    const [first] = this.#entries;
    if (!first) return;
    const rest = Math.max(0, first.moment - this.#clock.now());
    const milliseconds = this.#clock.memory ? Math.min(rest, LOOK_MILLISECONDS) : rest;
    this.#timer = setTimeout(() => this.#look(), Math.min(milliseconds, MAX_MILLISECONDS)).unref();
  }

  #look(): void {
    const now = this.#clock.now();
    const later = this.#entries.findIndex(({ moment }) => moment > now);
    const due = this.#entries.splice(0, later < 0 ? this.#entries.length : later);
    for (const { act } of due) act();
    this.#wait();
  }
}

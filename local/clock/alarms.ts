import type { SkippingClock } from './clock.ts';
import { earliest, type NextDue } from './jumper.ts';

/** For how long time does not jump after an alarm, in real milliseconds, so that whom it wakes can act before the next jump. */
const HOLD_MILLISECONDS = 50;

interface Alarm {
  /** Milliseconds since the epoch. */
  readonly moment: number;
  readonly ring: () => void;
}

/** Waits for moments of a clock that skips, which therefore are moments that it may not jump over. */
export class Alarms {
  readonly #clock: SkippingClock;
  readonly #set = new Set<Alarm>();

  constructor(clock: SkippingClock) {
    this.#clock = clock;
  }

  /** Resolves at `moment`, in milliseconds since the epoch. */
  at(moment: number): Promise<void> {
    this.#clock.note();
    return new Promise((ring) => this.#set.add({ moment, ring }));
  }

  /** Rings those whose moment has come. */
  ring(): void {
    const now = this.#clock.now();
    for (const alarm of this.#set) {
      if (alarm.moment > now) continue;
      this.#set.delete(alarm);
      this.#clock.begin();
      setTimeout(() => this.#clock.end(), HOLD_MILLISECONDS).unref();
      alarm.ring();
    }
  }

  /** Whichever comes first: what is due in the queues, or an alarm. */
  beforeOrAt(due: NextDue): NextDue {
    return earliest([due, ...[...this.#set].map(({ moment }) => moment)]);
  }
}

import { setTimeout as sleep } from 'node:timers/promises';
import { Alarms } from './alarms.ts';
import { type Clock, REAL_CLOCK, SkippingClock } from './clock.ts';
import { Jumper, type NextDue } from './jumper.ts';

/**
 * `real` is the machine's clock; `skipping` runs as it does, but jumps over waiting while nothing is at work; `adjustable`
 * jumps only when it is told to.
 */
export type ClockKind = 'real' | 'skipping' | 'adjustable';

/** The clock of one stack. */
export interface StackClock {
  readonly clock: Clock;
  /** Resolves once so many milliseconds have passed on the clock. */
  sleep(milliseconds: number): Promise<void>;
  /** Jumps ahead. @throws Error where the clock is the machine's. */
  skip(milliseconds: number): void;
  /** Lets time jump from now on, which needs the queues. Does nothing where the clock is the machine's. */
  start(nextDue: () => Promise<NextDue>): void;
  stop(): void;
}

/** How often it is looked whether everything rests. */
const INTERVAL_MILLISECONDS = 2;

/** How often a clock that does not jump by itself looks whether somebody's sleep is over. */
const ADJUSTABLE_INTERVAL_MILLISECONDS = 100;

const REAL: StackClock = {
  clock: REAL_CLOCK,
  sleep,
  skip: () => {
    throw new Error(
      'The stack goes by the machine\'s clock: start it with clock: "adjustable" to skip time.',
    );
  },
  start: () => {},
  stop: () => {},
};

/** Makes a stack's clock, which does not jump yet. */
export function createClock(kind: ClockKind): StackClock {
  if (kind === 'real') return REAL;
  const clock = new SkippingClock();
  const alarms = new Alarms(clock);
  let timer: NodeJS.Timeout | undefined;
  return {
    clock,
    sleep: (milliseconds) => alarms.at(clock.now() + milliseconds),
    skip: (milliseconds) => {
      clock.skipTo(clock.now() + milliseconds);
      alarms.ring();
    },
    start: (nextDue) => {
      if (kind === 'adjustable') {
        timer = setInterval(() => alarms.ring(), ADJUSTABLE_INTERVAL_MILLISECONDS).unref();
        return;
      }
      const jumper = new Jumper(clock, async () => alarms.beforeOrAt(await nextDue()));
      // From the event loop of the caller's thread, so that time does not jump while that computes.
      timer = setInterval(() => {
        alarms.ring();
        void jumper.look();
      }, INTERVAL_MILLISECONDS).unref();
    },
    stop: () => clearInterval(timer),
  };
}

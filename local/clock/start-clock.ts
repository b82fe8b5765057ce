import { setTimeout as sleep } from 'node:timers/promises';
import { Alarms } from './alarms.ts';
import { type Clock, REAL_CLOCK, SkippingClock } from './clock.ts';
import { Jumper, type NextDue } from './jumper.ts';

/** `real` is the machine's clock; `skipping` runs as it does, but jumps over waiting while nothing is at work. */
export type ClockKind = 'real' | 'skipping';

/** The clock of one stack. */
export interface StackClock {
  readonly clock: Clock;
  /** Resolves once so many milliseconds have passed on the clock. */
  sleep(milliseconds: number): Promise<void>;
  /** Lets time jump from now on, which needs the queues. Does nothing where the clock is the machine's. */
  start(nextDue: () => Promise<NextDue>): void;
  stop(): void;
}

/** How often it is looked whether everything rests. */
const INTERVAL_MILLISECONDS = 2;

/** Makes a stack's clock, which does not jump yet. */
export function createClock(kind: ClockKind): StackClock {
  if (kind === 'real') return { clock: REAL_CLOCK, sleep, start: () => {}, stop: () => {} };
  const clock = new SkippingClock();
  const alarms = new Alarms(clock);
  let timer: NodeJS.Timeout | undefined;
  return {
    clock,
    sleep: (milliseconds) => alarms.at(clock.now() + milliseconds),
    start: (nextDue) => {
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

import { type Clock, REAL_CLOCK, SkippingClock } from './clock.ts';
import { type NextDue, skipWaiting } from './skip-waiting.ts';

/** `real` is the machine's clock; `skipping` runs as it does, but jumps over waiting while nothing is at work. */
export type ClockKind = 'real' | 'skipping';

/** The clock of one stack. */
export interface StackClock {
  readonly clock: Clock;
  /** Lets time jump from now on, which needs the queues. Does nothing where the clock is the machine's. */
  start(nextDue: () => Promise<NextDue>): void;
  stop(): void;
}

/** Makes a stack's clock, which does not jump yet. */
export function createClock(kind: ClockKind): StackClock {
  if (kind === 'real') return { clock: REAL_CLOCK, start: () => {}, stop: () => {} };
  const clock = new SkippingClock();
  let stop = () => {};
  return {
    clock,
    start: (nextDue) => {
      stop = skipWaiting(clock, nextDue);
    },
    stop: () => stop(),
  };
}

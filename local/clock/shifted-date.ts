import { type Clock, type ClockMemory, SkippingClock } from './clock.ts';

/** The one that this thread follows. */
let followed: SkippingClock | undefined;

/**
 * Has this thread follow the stack's clock, if there is one that skips: from now on its `Date` tells that clock's
 * time. To be called before any code is loaded that might keep `Date` or `Date.now` for itself; afterwards it may follow
 * another one of its kind.
 *
 * @returns the clock to use in this thread; `undefined` where it is the machine's.
 */
export function followClock(memory: ClockMemory | undefined): SkippingClock | undefined {
  if (memory === undefined) return undefined;
  const clock = new SkippingClock(memory);
  if (followed === undefined) shiftDate(globalThis, { now: () => (followed as SkippingClock).now() });
  followed = clock;
  return clock;
}

/** Replaces the `Date` of `scope` by one that tells the time of `clock`, in every way in which it tells the time. */
export function shiftDate(scope: { Date: DateConstructor }, clock: Pick<Clock, 'now'>): void {
  const original = scope.Date;
  const shifted = new Proxy(original, {
    construct: (target, parts, newTarget) =>
      Reflect.construct(target, parts.length === 0 ? [clock.now()] : parts, newTarget),
    apply: (target) => new target(clock.now()).toString(),
  });
  original.now = () => clock.now();
  original.prototype.constructor = shifted;
  scope.Date = shifted;
}

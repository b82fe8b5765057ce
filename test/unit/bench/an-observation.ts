import type { Observation } from '../../../bench/trial/trial.ts';

/** A trial in which one notification was published and sent, 100 ms later; give only what matters. */
export function anObservation(changes: Partial<Observation> = {}): Observation {
  return {
    published: [{ id: 'n-0', at: 1_000 }],
    emails: [{ id: 'n-0', at: 1_100 }],
    deadLetters: [],
    waiting: 0,
    ses: { accepted: 1, throttled: 0, failed: 0, refused: 0 },
    functions: [],
    requests: {},
    hasQueue: true,
    kills: 0,
    ...changes,
  };
}

/** Notifications `n-0`, `n-1` and so on, `everyMilliseconds` from 1,000 on. */
export function events(count: number, everyMilliseconds = 0): { id: string; at: number }[] {
  return Array.from({ length: count }, (_, n) => ({ id: `n-${n}`, at: 1_000 + n * everyMilliseconds }));
}

import type { Picture } from '../../../console/api.ts';

/** A picture of a pipeline at rest. */
export function aPicture(given: Partial<Picture> = {}): Picture {
  return {
    at: '2026-11-28T10:00:00.000Z',
    skippedSeconds: 0,
    topic: { published: 0 },
    queue: { waiting: 0, inFlight: 0, hidden: 0, oldestSeconds: null, postponed: [] },
    emailer: { busy: 0, workers: 2, ratePerSecond: 0, sendRate: 14 },
    ses: { accepted: 0, quota: null, faults: {} },
    inbox: { count: 0 },
    deadLetters: { count: 0, groups: [] },
    undelivered: { count: 0 },
    feedback: null,
    subscribers: [],
    unavailable: {},
    ...given,
  };
}

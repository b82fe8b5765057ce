import type { Picture } from '../../api.ts';

/** How many messages went along an arrow between two looks. */
export interface Movement {
  /** By the id of its {@link Arrow}. */
  readonly arrow: string;
  readonly count: number;
  /** So that one that goes on along the next arrow follows itself. */
  readonly delaySteps: number;
}

/** What moved from one look to the next; nothing where a count was begun anew, or is not known. */
export function movementsOf(before: Picture, after: Picture): Movement[] {
  const grown = (part: string, count: (picture: Picture) => number) =>
    [before, after].some(({ unavailable }) => part in unavailable)
      ? 0
      : Math.max(0, count(after) - count(before));
  const published = grown('topic', ({ topic }) => topic.published);
  const accepted = grown('ses', ({ ses }) => ses.accepted);
  const postponed = grown('queue', ({ queue }) => queue.hidden);
  const returned = grown('queue', ({ queue }) => -queue.hidden);
  const dead = grown('deadLetters', ({ deadLetters }) => deadLetters.count);
  const undelivered = grown('undelivered', ({ undelivered: there }) => there.count);
  const told = grown('feedback', ({ feedback }) => sum(Object.values(feedback ?? {})));
  return [
    { arrow: 'publisher-topic', count: published, delaySteps: 0 },
    { arrow: 'topic-queue', count: Math.max(0, published - undelivered), delaySteps: 1 },
    { arrow: 'topic-undelivered', count: undelivered, delaySteps: 1 },
    { arrow: 'queue-emailer', count: accepted + postponed + dead, delaySteps: 0 },
    { arrow: 'emailer-ses', count: accepted, delaySteps: 1 },
    { arrow: 'ses-inbox', count: accepted, delaySteps: 2 },
    { arrow: 'emailer-postponed', count: postponed, delaySteps: 1 },
    { arrow: 'postponed-queue', count: returned, delaySteps: 0 },
    { arrow: 'emailer-deadLetters', count: dead, delaySteps: 1 },
    { arrow: 'ses-feedback', count: told, delaySteps: 2 },
  ].filter(({ count }) => count > 0);
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}

import {
  capped,
  careful,
  documented,
  entryOf,
  mailroom,
  type Shape,
  typical,
  unpacedMailroom,
} from '../shapes/shapes.ts';
import { ALL_SETTLED, burst, NOTHING_LOST, RECIPIENT } from './common.ts';
import type { Scenario } from './scenario.ts';

/** Messages appear this much later, so that none is delivered while others are still being published. */
const DELAY_SECONDS = 8;

/** Batches that each worker takes before the load: it is warm then, and its code compiled. */
const WARM_UP_BATCHES = 4;

/** How fast workers are where nothing holds them up. */
export function drain(workers: number): Scenario {
  const withTable = unpacedMailroom(workers);
  const withoutTable = unpacedMailroom(workers, { deduplicates: false });
  const entry = (shape: Shape) => {
    const trial = burst(3_000, 'batch', { deadlineSeconds: 180 });
    const load = { ...trial.load, warmUp: workers * 10 * WARM_UP_BATCHES };
    return entryOf(shape, { ...trial, load }, { further: [{ kind: 'delay', seconds: DELAY_SECONDS }] });
  };
  return {
    name: `drain-${workers}`,
    title: `Draining 3,000 with ${workers} workers`,
    method: `SES has no rate, and mailroom does not pace. Workers are warm, and the queue is full when they begin. (n − 1) ÷ the time from the first send to the last. With its table mailroom aims at 1.2 times careful.`,
    entries: [typical(workers), careful(workers), withTable, withoutTable].map(entry),
    rows: [
      {
        label: 'emails a second',
        figure: 'sentPerSecond',
        digits: 0,
        target: {
          kind: 'at least columns',
          of: {
            [withTable.label]: careful(workers).label,
            [withoutTable.label]: typical(workers).label,
          },
        },
      },
      ...NOTHING_LOST,
      ALL_SETTLED,
    ],
  };
}

/** What publishing costs. */
export function publishing(): Scenario {
  const entry = (shape: Shape) =>
    entryOf(shape, {
      ...burst(10_000, shape.publisher, { deadlineSeconds: 120 }),
      until: 'published',
    });
  return {
    name: 'publish',
    title: 'Publishing 10,000',
    method:
      'Baselines publish as the documentation does, a request for each, 20 at once; mailroom by `publishAll`.',
    entries: [documented, typical(10), capped, mailroom(500)].map(entry),
    rows: [
      {
        label: 'SNS requests',
        figure: 'snsRequests',
        digits: 0,
        target: { kind: 'at most', value: 1_000 },
      },
    ],
  };
}

/** The quiet hours, in which an email should not wait. */
export function latency(): Scenario {
  const entry = (shape: Shape) => {
    const trial = burst(60, shape.publisher, { sendRate: 14, deadlineSeconds: 60 });
    return entryOf(shape, {
      ...trial,
      load: { ...trial.load, perSecond: 1, recipient: RECIPIENT, warmUp: 1 },
    });
  };
  return {
    name: 'latency',
    title: 'One notification a second, for a minute',
    method:
      'From the call of publish to SES accepting the email, after one that has warmed a worker up. Each is published by itself. With 60 of them p99 is the slowest. Dollars count what each shape asks for at this pace, one notification to a batch.',
    sendRate: 14,
    entries: [documented, typical(5), capped, mailroom(14)].map(entry),
    rows: [
      { label: 'p50, ms', figure: 'latencyP50', digits: 0 },
      { label: 'p99, ms', figure: 'latencyP99', digits: 0 },
      { label: 'dollars per million emails, SES apart', figure: 'dollarsPerMillion', digits: 2 },
    ],
  };
}

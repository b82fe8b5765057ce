import {
  capped,
  documented,
  entryOf,
  followingMailroom,
  mailroom,
  mailroomWithoutTable,
  type Shape,
  typical,
} from '../shapes/shapes.ts';
import type { TemplateChange } from '../shapes/template-changes.ts';
import { ALL_SETTLED, burst, NOTHING_LOST } from './common.ts';
import type { Entry, Row, Scenario } from './scenario.ts';

/** Baselines wait for their retries as short as their function's timeout of 30 s allows; their own is 180 s. */
const BASELINE_SCALE = 6;
const SHORTER: TemplateChange = {
  kind: 'shorter waits',
  factor: BASELINE_SCALE,
  shortestVisibilitySeconds: 30,
};

const DUPLICATES: Row = {
  label: 'duplicates',
  figure: 'duplicates',
  digits: 0,
  target: { kind: 'at most', value: 0 },
};

function shareOfQuota(least: number): Row {
  return {
    label: 'share of the quota',
    figure: 'quotaShare',
    digits: 3,
    target: { kind: 'at least', value: least },
  };
}

function throttledAtMost(value: number): Row {
  return {
    label: 'SES calls throttled',
    figure: 'throttled',
    digits: 0,
    target: { kind: 'at most', value },
  };
}

const COST: readonly Row[] = [
  { label: 'billed GB-s', figure: 'gigabyteSeconds', digits: 1 },
  { label: 'dollars per million emails, SES apart', figure: 'dollarsPerMillion', digits: 2 },
];

/** The everyday case: an account's usual quota, and more than that at once. */
export function burstAt14(): Scenario {
  const sendRate = 14;
  const [gigabyteSeconds, dollars] = COST as [Row, Row];
  const entry = (shape: Shape): Entry =>
    shape.isOurs
      ? entryOf(shape, burst(1_000, shape.publisher, { sendRate, deadlineSeconds: 180 }))
      : entryOf(
          shape,
          burst(1_000, shape.publisher, { sendRate, scale: BASELINE_SCALE, deadlineSeconds: 400 }),
          { scale: BASELINE_SCALE, further: [SHORTER] },
        );
  return {
    name: 'burst-14',
    title: 'A burst of 1,000 at 14 emails a second',
    method:
      'All are published at once. Baselines wait for their retries a sixth of their own time (a visibility timeout of 30 s in place of 180 s, which is as short as their timeout allows; Lambda’s 10 and 20 s in place of 60 and 120 s), which helps their share of the quota; mailroom waits as it does on AWS. Behind a topic the local stack runs at most 10 functions at once, where AWS would start up to 1,000, so documented does better here than there.',
    sendRate,
    entries: [documented, typical(10), typical(50), capped, mailroom(sendRate), followingMailroom].map(entry),
    rows: [
      ...NOTHING_LOST,
      DUPLICATES,
      throttledAtMost(5),
      shareOfQuota(0.97),
      { ...gigabyteSeconds, target: { kind: 'at most', value: 40 } },
      dollars,
      ALL_SETTLED,
    ],
  };
}

/** Warms up as many seconds of the rate: every worker has then had several batches. */
const WARM_UP_SECONDS = 2;

/** Quotas that SES grants on request. */
export function fastBurst(sendRate: number, count: number): Scenario {
  const shapes = [mailroom(sendRate), mailroomWithoutTable(sendRate)];
  const trial = burst(count, 'batch', { sendRate, deadlineSeconds: 180 });
  const load = { ...trial.load, warmUp: WARM_UP_SECONDS * sendRate };
  return {
    name: `burst-${sendRate}`,
    title: `A burst of ${count.toLocaleString('en-US')} at ${sendRate} emails a second`,
    method:
      'All are published at once. Workers are warm: AWS would start each on a machine of its own, here they would share this one’s cores. The column without deduplication tells what of a shortfall is the emulated table’s.',
    sendRate,
    entries: shapes.map((shape) => entryOf(shape, { ...trial, load })),
    rows: [
      ...NOTHING_LOST,
      DUPLICATES,
      {
        label: 'SES calls throttled',
        figure: 'throttledShare',
        digits: 2,
        isShare: true,
        target: { kind: 'at most', value: 0.005 },
      },
      shareOfQuota(0.95),
      ...COST,
      ALL_SETTLED,
    ],
  };
}

/** What every account starts with. */
export function sandbox(): Scenario {
  const sendRate = 1;
  const entry = (shape: Shape) =>
    entryOf(shape, burst(60, shape.publisher, { sendRate, deadlineSeconds: 180 }));
  return {
    name: 'sandbox',
    title: 'A burst of 60 at 1 email a second, the sandbox',
    method: 'All are published at once.',
    sendRate,
    entries: [mailroom(sendRate), followingMailroom].map(entry),
    rows: [...NOTHING_LOST, DUPLICATES, throttledAtMost(5), shareOfQuota(0.9), ...COST, ALL_SETTLED],
  };
}

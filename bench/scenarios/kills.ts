import {
  capped,
  documented,
  entryOf,
  mailroom,
  type Shape,
  typical,
  unpacedMailroom,
} from '../shapes/shapes.ts';
import type { TemplateChange } from '../shapes/template-changes.ts';
import { ALL_SETTLED, burst, NOTHING_LOST } from './common.ts';
import type { Row, Scenario } from './scenario.ts';

const KILLS = 20;

/** Waits are a sixth: a visibility timeout is then no shorter than the function's timeout, as AWS asks. */
const SCALE = 6;
const SHORTER: TemplateChange = { kind: 'shorter waits', factor: SCALE, shortestVisibilitySeconds: 30 };

/** The most sends that a worker of a queue has in flight: its batch. */
const BATCH_SIZE = 10;

function rows(duplicatesPerKill: number): Row[] {
  return [
    { label: 'workers killed', figure: 'kills', digits: 0 },
    {
      label: 'duplicates',
      figure: 'duplicates',
      digits: 0,
      target: { kind: 'at most figure', figure: 'kills', times: duplicatesPerKill },
    },
    {
      label: 'dead-lettered though sent',
      figure: 'deadSent',
      digits: 0,
      target: { kind: 'at most', value: 0 },
    },
    ...NOTHING_LOST,
    ALL_SETTLED,
  ];
}

/** Workers die at the usual quota, where a worker has at most one send in flight. */
export function killsAt14(): Scenario {
  const sendRate = 14;
  const shape = mailroom(sendRate);
  const trial = burst(1_000, shape.publisher, { sendRate, deadlineSeconds: 400 });
  return {
    name: 'kills-14',
    title: `${KILLS} busy workers killed at 14 emails a second, among 1,000`,
    method:
      'Every three seconds from the first email on, one worker that is busy dies. Waits are 6 times shorter than on AWS. A duplicate is a send that SES had accepted when the worker died, of which no record was written: at most those in flight, one for each kill.',
    sendRate,
    entries: [
      entryOf(
        shape,
        { ...trial, fault: { kind: 'kills', count: KILLS, everyMilliseconds: 3_000 } },
        { scale: SCALE, further: [SHORTER] },
      ),
    ],
    rows: rows(1),
  };
}

/** Workers die with full batches in flight. */
export function killsAtFullSpeed(): Scenario {
  const entry = (shape: Shape) =>
    entryOf(
      shape,
      {
        ...burst(2_000, shape.publisher, { scale: SCALE, deadlineSeconds: 400 }),
        fault: { kind: 'kills', count: KILLS, everyMilliseconds: 100 },
      },
      { scale: SCALE, further: [SHORTER] },
    );
  return {
    name: 'kills-full-speed',
    title: `${KILLS} busy workers killed at full speed, among 2,000`,
    method:
      'SES has no rate, and mailroom does not pace. Ten times a second from the first email on, one worker that is busy dies. Waits are 6 times shorter than on AWS. A worker has up to ten sends in flight.',
    entries: [documented, typical(10), capped, unpacedMailroom(10)].map(entry),
    rows: rows(BATCH_SIZE),
  };
}

import {
  capped,
  documented,
  entryOf,
  mailroom,
  mailroomWithoutFeedback,
  type Shape,
  typical,
  unpacedMailroom,
} from '../shapes/shapes.ts';
import type { TemplateChange } from '../shapes/template-changes.ts';
import type { Trial } from '../trial/trial.ts';
import { ALL_SETTLED, burst, NOTHING_LOST, ONE_EMAIL_EACH } from './common.ts';
import type { Row, Scenario } from './scenario.ts';

const KILLS = 20;

/** Waits are a sixth: a visibility timeout is then no shorter than the function's timeout, as AWS asks. */
const SCALE = 6;
const SHORTER: TemplateChange = { kind: 'shorter waits', factor: SCALE, shortestVisibilitySeconds: 30 };

const LOST_REPLY_SHARE = 0.2;

/** How late SES's events are: a minute, a sixth as long. */
const EVENTS_AFTER_SECONDS = 60 / SCALE;

const EVENTS = 'SES’s events come a minute late, a sixth as long as well.';

const ROWS: readonly Row[] = [...ONE_EMAIL_EACH, ...NOTHING_LOST, ALL_SETTLED];
const KILL_ROWS: readonly Row[] = [{ label: 'workers killed', figure: 'kills', digits: 0 }, ...ROWS];
const SHARE: Row = {
  label: 'share of the send rate, in %',
  figure: 'quotaShare',
  digits: 1,
  isShare: true,
  target: { kind: 'at least', value: 0.97 },
};

/** Workers die at the usual quota, where a worker has at most one send in flight. */
export function killsAt14(): Scenario {
  const sendRate = 14;
  const entry = (shape: Shape) =>
    entryOf(
      shape,
      {
        ...withLateEvents(burst(1_000, shape.publisher, { sendRate, deadlineSeconds: 400 })),
        fault: { kind: 'kills', count: KILLS, everyMilliseconds: 3_000 },
      },
      { scale: SCALE, further: [SHORTER] },
    );
  return {
    name: 'kills-14',
    title: `${KILLS} busy workers killed at 14 emails a second, among 1,000`,
    method: `Every three seconds from the first email on, one worker that is busy dies. Waits are 6 times shorter than on AWS. ${EVENTS} A duplicate is a send that SES had accepted when the worker died, of which no record was written.`,
    sendRate,
    entries: [mailroom(sendRate), mailroomWithoutFeedback(sendRate)].map(entry),
    rows: KILL_ROWS,
  };
}

/** Workers die with full batches in flight. */
export function killsAtFullSpeed(): Scenario {
  const entry = (shape: Shape) =>
    entryOf(
      shape,
      {
        ...withLateEvents(burst(2_000, shape.publisher, { scale: SCALE, deadlineSeconds: 400 })),
        fault: { kind: 'kills', count: KILLS, everyMilliseconds: 100 },
      },
      { scale: SCALE, further: [SHORTER] },
    );
  const unpaced = [unpacedMailroom(10), unpacedMailroom(10, { hasFeedback: false })];
  return {
    name: 'kills-full-speed',
    title: `${KILLS} busy workers killed at full speed, among 2,000`,
    method: `SES has no rate, and mailroom does not pace. Ten times a second from the first email on, one worker that is busy dies. Waits are 6 times shorter than on AWS. ${EVENTS} A worker has up to ten sends in flight.`,
    entries: [documented, typical(10), capped, ...unpaced].map(entry),
    rows: KILL_ROWS,
  };
}

/** SES accepts, and its answer is lost. */
export function lostReplies(): Scenario {
  const sendRate = 14;
  const entry = (shape: Shape) => {
    const trial = withLateEvents(burst(1_000, shape.publisher, { sendRate, deadlineSeconds: 400 }));
    const ses = { ...trial.ses, loseReplyRate: LOST_REPLY_SHARE };
    return entryOf(shape, { ...trial, ses }, { scale: SCALE, further: [SHORTER] });
  };
  return {
    name: 'lost-replies',
    title: `A reply of five is lost, at 14 emails a second, of 1,000`,
    method: `SES accepts a send, and ends its connection without an answer, each fifth time by chance: some 200 of the first thousand. Waits are 6 times shorter than on AWS. ${EVENTS}`,
    sendRate,
    entries: [typical(10), capped, mailroom(sendRate), mailroomWithoutFeedback(sendRate)].map(entry),
    rows: [...ROWS, SHARE],
  };
}

function withLateEvents(trial: Omit<Trial, 'assembly'>): Omit<Trial, 'assembly'> {
  return { ...trial, ses: { ...trial.ses, eventDelaySeconds: EVENTS_AFTER_SECONDS } };
}

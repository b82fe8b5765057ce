import type { StackState } from '../../contract/stack-control.ts';
import { totalOf } from '../../ops/dead-letters/depth.ts';
import { knownOf, type Part } from '../../ops/part.ts';
import type { Status } from '../../ops/status/status.ts';
import type { Target } from '../../ops/target.ts';
import type { Alarm, Picture, Postponed } from '../api.ts';
import type { Depths } from './depths.ts';
import type { SesState } from './stack-client.ts';

/** What a picture is made of. */
export interface Seen {
  /** In milliseconds since the epoch. */
  readonly at: number;
  readonly target: Target;
  readonly status: Status;
  /** What the local stack tells beside; `undefined` elsewhere. */
  readonly local: LocalSight | undefined;
  readonly subscribers: Picture['subscribers'];
  /** Lately, where no stack tells of its whole life. */
  readonly published: number;
  /** Emails a second lately. */
  readonly ratePerSecond: number;
}

/** What only the local stack tells. */
export interface LocalSight {
  readonly stack: StackState;
  readonly ses: SesState;
  readonly inboxCount: number;
  /** What waits for its next attempt, by its log. */
  readonly postponed: readonly Postponed[];
  /** Later than those of the status. */
  readonly depths: Depths;
}

/** What is where. */
export function pictureOf(seen: Seen): Picture {
  const { at, target, status, local, subscribers, published, ratePerSecond } = seen;
  const { topicArn, functions, sendRate = null } = target.pipeline;
  const depth = local?.depths.queue ?? knownOf(status.queue) ?? { visible: 0, inFlight: 0, delayed: 0 };
  const postponed = local?.postponed ?? postponedOf(status);
  const workers = local?.stack.functions[functions.emailer ?? ''] ?? { busy: 0, idle: 0 };
  const quota = knownOf(status.quota);
  const dead = knownOf(status.deadLetters);
  const deadDepth = local?.depths.deadLetters ?? dead?.depth;
  const undelivered = local?.depths.undelivered ?? knownOf(status.undelivered);
  return {
    at: new Date(at).toISOString(),
    skippedSeconds: Math.round((local?.stack.skippedMilliseconds ?? 0) / 1000),
    topic: { published: local ? (local.stack.published[topicArn ?? ''] ?? 0) : published },
    queue: {
      waiting: depth.visible + depth.delayed,
      inFlight: depth.inFlight,
      hidden: Math.min(
        depth.inFlight,
        postponed.reduce((sum, { count }) => sum + count, 0),
      ),
      oldestSeconds: totalOf(depth) === 0 ? null : (knownOf(status.oldestSeconds) ?? null),
      postponed,
    },
    emailer: { busy: workers.busy, workers: workers.busy + workers.idle, ratePerSecond, sendRate },
    ses: {
      accepted: local?.ses.counts.accepted ?? quota?.sentLast24Hours ?? 0,
      quota: quota
        ? { sendRate: quota.sendRate, daily: quota.daily ?? null, used: quota.sentLast24Hours }
        : null,
      faults: local ? faultsOf(local) : null,
    },
    inbox: local ? { count: local.inboxCount } : null,
    deadLetters: {
      count: deadDepth ? totalOf(deadDepth) : 0,
      groups: (dead?.groups ?? []).map(({ reason, error, count }) => ({ reason, error, count })),
    },
    undelivered: { count: undelivered ? totalOf(undelivered) : 0 },
    feedback: feedbackOf(status),
    subscribers,
    unavailable: unavailableOf(status, local),
  };
}

/** What SES told of the last day. */
function feedbackOf({ feedback }: Status): Picture['feedback'] {
  const lastDay = knownOf(feedback)?.lastDay;
  if (!lastDay) return null;
  const { delivered, bounced, complained, deliveryDelayed: delayed, suppressed } = lastDay;
  return { delivered, bounced, complained, delayed, suppressed };
}

/** The pipeline's alarms, those that are on first. */
export function alarmsIn({ alarms }: Status): readonly Alarm[] {
  return (knownOf(alarms) ?? []).map(({ state, since, ...alarm }) => ({
    ...alarm,
    state: state as Alarm['state'],
    since: since?.toISOString() ?? null,
  }));
}

function postponedOf({ postponed }: Status): Postponed[] {
  return (knownOf(postponed) ?? []).map(({ kind, reason, explanation, count, nextAttempt }) => ({
    ...{ reason, explanation, count, kind: kind === 'held' ? 'hold' : 'retry' },
    nextAttempt: nextAttempt.toISOString(),
  }));
}

/** What the levers have changed. */
function faultsOf({ ses: { counts: _, ...settings }, stack }: LocalSight): Readonly<Record<string, unknown>> {
  const isByItself = (value: unknown) =>
    value === null ||
    value === false ||
    value === 0 ||
    (Object(value) === value && Object.keys(Object(value)).length === 0);
  const changed = Object.entries(settings).filter(([, value]) => !isByItself(value));
  return Object.fromEntries([...changed, ...(stack.tables.outage ? [['tables', 'outage']] : [])]);
}

const WORKERS_UNKNOWN = { unavailable: 'How many workers are busy is told of the local stack only.' };

/** Parts of the picture by what of the status they are made of. */
function unavailableOf(status: Status, local: LocalSight | undefined): Record<string, string> {
  const parts: Record<string, Part<unknown>> = {
    queue: status.queue,
    deadLetters: status.deadLetters,
    undelivered: status.undelivered,
    feedback: status.feedback,
    // The local SES tells of itself also while it answers no call.
    ...(local ? {} : { ses: status.quota, postponed: status.postponed, emailer: WORKERS_UNKNOWN }),
  };
  const reasons = Object.entries(parts).flatMap(([name, part]) =>
    'unavailable' in part ? [[name, part.unavailable]] : [],
  );
  return Object.fromEntries(reasons);
}

import type { QueueDepth } from '../../ops/dead-letters/depth.ts';
import { mapPart, type Part } from '../../ops/part.ts';
import type { SendQuota } from '../../ops/send-quota.ts';
import type { AlarmStatus } from '../../ops/status/alarms.ts';
import type { Postponed } from '../../ops/status/postponed.ts';
import type { FeedbackStatus, Status } from '../../ops/status/status.ts';
import { type GroupDocument, groupDocument } from '../../words/dead-letters/groups.ts';
import type { Privacy } from '../../words/dead-letters/privacy.ts';
import type { NextStep } from '../../words/next-steps.ts';
import { nextSteps, type Surroundings } from './next-steps.ts';

/**
 * What `amplify-mailroom status --json` prints. A part is `{ "value": … }`, or `{ "unavailable": "why" }` where it could not
 * be read. Times are in ISO 8601.
 */
export interface StatusDocument {
  /** When it was looked. */
  readonly time: string;
  readonly account: string;
  readonly region: string;
  readonly pipeline: string;
  readonly queue: Part<QueueDepth>;
  /** What of it is hidden until its next attempt, by reason, the most first. */
  readonly postponed: Part<readonly PostponedPart[]>;
  /** Seconds that the oldest notification of the queue is old, by CloudWatch; `null` where it was told of none lately. */
  readonly oldestSeconds: Part<number | null>;
  readonly deadLetters: Part<DeadLettersPart>;
  readonly undelivered: Part<QueueDepth>;
  /** The latest move task of the dead-letter queue; `null` where there was none. */
  readonly moveTask: Part<MoveTaskPart | null>;
  readonly quota: Part<QuotaPart>;
  /** What became of what was sent in the last 24 hours; `null` where the pipeline has no feedback. */
  readonly feedback: Part<FeedbackPart | null>;
  /** Those that are on come first; none where the pipeline has none. */
  readonly alarms: Part<readonly AlarmPart[]>;
  /** What to do about it, and what to type, the most urgent first; empty while all is well. */
  readonly next: readonly NextStep[];
}

export interface PostponedPart extends Omit<Postponed, 'oldest' | 'nextAttempt' | 'lastAttempt'> {
  /** When the oldest of it entered the queue. */
  readonly oldest: string;
  /** By when the next of it is tried, and by when all of it. */
  readonly nextAttempt: string;
  readonly lastAttempt: string;
}

export interface DeadLettersPart extends QueueDepth {
  /** The largest first. */
  readonly groups: readonly GroupDocument[];
  /** Why the groups are not all of it, as sentences; empty where they are. */
  readonly partial: readonly string[];
}

export interface MoveTaskPart {
  /** RUNNING, COMPLETED, CANCELLING, CANCELLED or FAILED. */
  readonly status: string;
  readonly moved: number;
  /** What was in the queue when it began; `null` where SQS does not tell. */
  readonly total: number | null;
  readonly failure: string | null;
  readonly started: string | null;
}

export interface QuotaPart extends Omit<SendQuota, 'daily'> {
  /** Emails in 24 hours; `null` without a limit. */
  readonly daily: number | null;
}

export interface FeedbackPart extends Omit<FeedbackStatus, 'rates'> {
  /** The account's rates as SES told them last, as fractions; `null` where it told none within a day. */
  readonly rates: { readonly bounceRate: number | null; readonly complaintRate: number | null };
}

export interface AlarmPart extends Omit<AlarmStatus, 'since'> {
  /** Since when it is in its state; `null` where CloudWatch does not tell. */
  readonly since: string | null;
}

/** What a look tells. */
export function statusDocument(
  status: Status,
  { privacy, time, surroundings }: { privacy: Privacy; time: Date; surroundings: Surroundings },
): StatusDocument {
  const { pipeline, account, region, queue, undelivered } = status;
  return {
    time: time.toISOString(),
    account,
    region,
    pipeline,
    queue,
    postponed: mapPart(status.postponed, (groups) =>
      groups.map(({ oldest, nextAttempt, lastAttempt, ...rest }) => ({
        ...rest,
        oldest: oldest.toISOString(),
        nextAttempt: nextAttempt.toISOString(),
        lastAttempt: lastAttempt.toISOString(),
      })),
    ),
    oldestSeconds: mapPart(status.oldestSeconds, (seconds) => seconds ?? null),
    deadLetters: mapPart(status.deadLetters, ({ depth, groups, partial }) => ({
      ...depth,
      groups: groups.map((group) => groupDocument(group, privacy)),
      partial,
    })),
    undelivered,
    moveTask: mapPart(status.moveTask, (task) => {
      if (!task) return null;
      const { total = null, failure = null, startedAt, ...rest } = task;
      return { ...rest, total, failure, started: isoTime(startedAt) };
    }),
    quota: mapPart(status.quota, ({ daily = null, ...rest }) => ({ ...rest, daily })),
    feedback: mapPart(status.feedback, (feedback) => {
      if (!feedback) return null;
      const { bounceRate = null, complaintRate = null } = feedback.rates;
      return { ...feedback, rates: { bounceRate, complaintRate } };
    }),
    alarms: mapPart(status.alarms, (alarms) =>
      alarms.map((alarm) => ({ ...alarm, since: isoTime(alarm.since) })),
    ),
    next: nextSteps(status, surroundings),
  };
}

/** Whether every part could be read. */
export function isComplete(status: StatusDocument): boolean {
  return !Object.values(status).some((part) => part instanceof Object && 'unavailable' in part);
}

function isoTime(time: Date | undefined): string | null {
  return time?.toISOString() ?? null;
}

import { percentile } from '../statistics.ts';
import type { Observation } from '../trial/trial.ts';
import { billedRequests, dollars, gigabyteSeconds } from './cost.ts';
import { type Fates, fatesOf } from './fates.ts';

/** The figures of one run. A figure that the run does not give is `undefined`. */
export interface Figures extends Fates {
  /** Sends that SES refused because of its rate. */
  readonly throttled: number;
  /** The same as a share of all sends, 0 to 1. */
  readonly throttledShare: number;
  /** Sends, however they ended. */
  readonly sesCalls: number;
  /** Emails a second, from the first send to the last: (n − 1) ÷ that time. */
  readonly sentPerSecond: number | undefined;
  /** The same as a share of the send rate, 0 to 1 and, since SES's bucket is full at first, a little more. */
  readonly quotaShare: number | undefined;
  readonly gigabyteSeconds: number;
  readonly coldStarts: number;
  readonly snsRequests: number;
  /** Dollars for a million sent emails at this trial's usage, without SES's own price. */
  readonly dollarsPerMillion: number | undefined;
  /** Milliseconds from publishing to SES accepting. */
  readonly latencyP50: number | undefined;
  readonly latencyP99: number | undefined;
  /** Receives of the first dead letter. */
  readonly receives: number | undefined;
  /** Seconds from publishing to the dead-letter queue, as if nothing had been scaled. */
  readonly secondsToDeadLetter: number | undefined;
  /** Workers killed. */
  readonly kills: number;
}

/** The names of {@link Figures}. */
export type FigureName = keyof Figures;

/** What figures depend on beside what was seen. */
export interface FigureContext {
  /** SES's rate in emails a second, where it has one. */
  readonly sendRate: number | undefined;
  /** Whether SES would accept the notifications at all. */
  readonly isDeliverable: boolean;
  /** By how much the trial's waits were shorter than the shape's. */
  readonly scale: number;
}

export function figuresOf(observation: Observation, context: FigureContext): Figures {
  const { ses, published, emails, deadLetters, functions, firstDeadLetterAt } = observation;
  const fates = fatesOf(observation, context.isDeliverable);
  const sesCalls = ses.accepted + ses.throttled + ses.failed + ses.refused;
  const sentPerSecond = rateOf(emails.map(({ at }) => at));
  const latencies = latenciesOf(observation);
  const [first] = published;
  return {
    ...fates,
    throttled: ses.throttled,
    throttledShare: sesCalls === 0 ? 0 : ses.throttled / sesCalls,
    sesCalls,
    sentPerSecond,
    quotaShare: sentPerSecond && context.sendRate ? sentPerSecond / context.sendRate : undefined,
    gigabyteSeconds: gigabyteSeconds(functions),
    coldStarts: functions.reduce((sum, each) => sum + each.coldStarts, 0),
    snsRequests: billedRequests(observation, 'sns'),
    dollarsPerMillion: fates.sent === 0 ? undefined : (dollars(observation) / fates.sent) * 1e6,
    latencyP50: latencies.length === 0 ? undefined : percentile(latencies, 50),
    latencyP99: latencies.length === 0 ? undefined : percentile(latencies, 99),
    receives: deadLetters[0]?.receives,
    secondsToDeadLetter:
      firstDeadLetterAt && first ? ((firstDeadLetterAt - first.at) / 1000) * context.scale : undefined,
    kills: observation.kills,
  };
}

/** Events a second between the first and the last, from their times in milliseconds. */
function rateOf(times: readonly number[]): number | undefined {
  if (times.length < 2) return undefined;
  const [first, last] = times.reduce(
    ([least, most], at) => [Math.min(least, at), Math.max(most, at)] as const,
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY] as const,
  );
  return last === first ? undefined : (times.length - 1) / ((last - first) / 1000);
}

/** One for each sent notification, to its first email. */
function latenciesOf({ published, emails }: Observation): number[] {
  const firstAt = new Map<string, number>();
  for (const { id, at } of emails) firstAt.set(id, Math.min(at, firstAt.get(id) ?? at));
  return published.flatMap(({ id, at }) => {
    const accepted = firstAt.get(id);
    return accepted === undefined ? [] : [accepted - at];
  });
}

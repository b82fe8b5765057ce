import type { Points } from './points.ts';

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

export type MissingData = 'missing' | 'ignore' | 'breaching' | 'notBreaching';

/** How each operator of an alarm compares, and how a reason says so. */
export const COMPARISONS = {
  GreaterThanThreshold: { breaches: (value: number, limit: number) => value > limit, words: 'greater than' },
  GreaterThanOrEqualToThreshold: {
    breaches: (value: number, limit: number) => value >= limit,
    words: 'greater than or equal to',
  },
  LessThanThreshold: { breaches: (value: number, limit: number) => value < limit, words: 'less than' },
  LessThanOrEqualToThreshold: {
    breaches: (value: number, limit: number) => value <= limit,
    words: 'less than or equal to',
  },
} as const;

export type Comparison = keyof typeof COMPARISONS;

/** When an alarm is one. */
export interface AlarmRules {
  readonly comparison: Comparison;
  readonly threshold: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly missingData: MissingData;
}

/** What the values say; `undefined` as state where they say nothing, so that the alarm stays as it is. */
export interface Judgement {
  readonly state: AlarmState | undefined;
  /** The values that were looked at, oldest first, with their places among those given. */
  readonly evaluated: readonly { readonly index: number; readonly value: number }[];
  /** How many of them breach the threshold. */
  readonly breaching: number;
}

/** How many periods more than it evaluates CloudWatch looks at: with three it looks at five. */
const SPARE_PERIODS = 2;

/** How many periods back an alarm looks. */
export function evaluationRange({ evaluationPeriods }: AlarmRules): number {
  return evaluationPeriods + SPARE_PERIODS;
}

export function isBreaching(value: number | undefined, { comparison, threshold }: AlarmRules): boolean {
  return value !== undefined && COMPARISONS[comparison].breaches(value, threshold);
}

/**
 * Judges values by an alarm's rules. If there are as many as it evaluates in its range, the latest of them decide, and
 * missing ones do not matter. If not, all in the range count, and those still missing are treated as the alarm says.
 *
 * @param points the values in the alarm's range, oldest first.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export function judge(points: Points, rules: AlarmRules): Judgement {
  const { evaluationPeriods, datapointsToAlarm } = rules;
  const real = points.flatMap((value, index) => (value === undefined ? [] : [{ index, value }]));
  const evaluated = real.slice(-evaluationPeriods);
  const breaching = evaluated.filter(({ value }) => isBreaching(value, rules)).length;
  const missing = evaluationPeriods - evaluated.length;
  const first = evaluated[0]?.index ?? points.length;
  const facts = { breaching, missing, real: evaluated.length, age: points.length - first };
  const state = breaching >= datapointsToAlarm ? 'ALARM' : missing === 0 ? 'OK' : whereMissing(facts, rules);
  return { state, evaluated, breaching };
}

interface Facts {
  readonly breaching: number;
  readonly missing: number;
  readonly real: number;
  /** How many periods ago the first value is; the latest is 1. */
  readonly age: number;
}

function whereMissing(
  { breaching, missing, real, age }: Facts,
  { missingData, datapointsToAlarm }: AlarmRules,
): AlarmState | undefined {
  if (missingData === 'breaching') return breaching + missing >= datapointsToAlarm ? 'ALARM' : 'OK';
  if (missingData === 'notBreaching') return 'OK';
  if (real === 0) return missingData === 'missing' ? 'INSUFFICIENT_DATA' : undefined;
  if (breaching < real) return 'OK';
  // All that there are breach, and are too few. Where the next value could still turn that, CloudWatch waits for it.
  return missingData === 'missing' && age >= datapointsToAlarm ? 'ALARM' : undefined;
}

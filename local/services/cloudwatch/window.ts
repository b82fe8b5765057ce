import { type AlarmRules, evaluationRange } from './alarm-rules.ts';

/** Periods before those that are judged, for expressions that need the values before: `DIFF`, `FILL(…, REPEAT)`. */
export const PERIODS_BEFORE = 5;

/** How many minutes back the values lie that may decide an alarm's state. */
export function windowMinutes({
  rules,
  step,
}: {
  readonly rules: AlarmRules;
  readonly step: number;
}): number {
  return (evaluationRange(rules) + PERIODS_BEFORE) * step;
}

import { type AlarmRules, COMPARISONS, type Judgement } from './alarm-rules.ts';

const TREATED_AS = { breaching: 'Breaching', notBreaching: 'NonBreaching' } as const;

/**
 * Why an alarm is in a state, as CloudWatch words it.
 *
 * @param timeOf when the period began that has such a place among the values, in milliseconds since the epoch.
 */
export function stateReason(
  { state, evaluated, breaching }: Judgement,
  rules: AlarmRules,
  timeOf: (index: number) => number,
): string {
  const { comparison, threshold, evaluationPeriods, datapointsToAlarm, missingData } = rules;
  if (state === 'INSUFFICIENT_DATA') {
    return `Insufficient Data: ${evaluationPeriods} ${plural(evaluationPeriods, 'datapoint was', 'datapoints were')} unknown.`;
  }
  if (evaluated.length === 0) {
    const treated = missingData === 'breaching' || missingData === 'notBreaching' ? missingData : undefined;
    const periods = `${evaluationPeriods} ${plural(evaluationPeriods, 'period', 'periods')}`;
    const missing = `${evaluationPeriods} missing ${plural(evaluationPeriods, 'datapoint was', 'datapoints were')}`;
    return `Threshold Crossed: no datapoints were received for ${periods} and ${missing} treated as [${treated && TREATED_AS[treated]}].`;
  }
  const isAlarm = state === 'ALARM';
  const count = isAlarm ? breaching : evaluated.length - breaching;
  const values = evaluated
    .toReversed()
    .map(({ index, value }) => `${decimal(value)} (${dateOf(timeOf(index))})`)
    .join(', ');
  const was = `${plural(count, 'was', 'were')}${isAlarm ? '' : ' not'} ${COMPARISONS[comparison].words}`;
  const change = isAlarm ? 'OK -> ALARM' : 'ALARM -> OK';
  const needed = isAlarm ? datapointsToAlarm : evaluationPeriods - datapointsToAlarm + 1;
  return (
    `Threshold Crossed: ${count} out of the last ${evaluationPeriods} datapoints [${values}] ${was} the threshold (${decimal(threshold)})` +
    ` (minimum ${needed} ${plural(needed, 'datapoint', 'datapoints')} for ${change} transition).`
  );
}

function plural(count: number, one: string, several: string): string {
  return count === 1 ? one : several;
}

/** A whole number has its `.0` there. */
function decimal(value: number): string {
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
}

/** `31/12/26 23:59:00`, in UTC. */
function dateOf(moment: number): string {
  const [date = '', time = ''] = new Date(moment).toISOString().split('T');
  const [year = '', month, day] = date.split('-');
  return `${day}/${month}/${year.slice(2)} ${time.slice(0, 8)}`;
}

import { type JsonObject, objectOf } from '../../../template/json.ts';
import { flagOf, numberOf, textOf } from '../../../template/scalars.ts';
import type { Environment } from '../../iam/permissions.ts';
import type { Transition } from './alarm.ts';
import type { AlarmDefinition } from './alarm-definition.ts';
import { dimensionsOf } from './dimensions.ts';

/** What CloudWatch publishes to a topic of a change, but for the region, which it writes out. */
export function alarmMessage(
  { name, arn, description, actions, properties }: AlarmDefinition,
  { at, from, to, reason }: Transition,
  { region, accountId }: Environment,
): { Subject: string; Message: string } {
  const message = {
    AlarmName: name,
    AlarmDescription: description ?? null,
    AWSAccountId: accountId,
    NewStateValue: to,
    NewStateReason: reason,
    StateChangeTime: new Date(at).toISOString().replace('Z', '+0000'),
    Region: region,
    AlarmArn: arn,
    OldStateValue: from,
    OKActions: actions.OK,
    AlarmActions: actions.ALARM,
    InsufficientDataActions: actions.INSUFFICIENT_DATA,
    Trigger: triggerOf(properties),
  };
  return { Subject: `${to}: "${name}" in ${region}`.slice(0, 100), Message: JSON.stringify(message) };
}

function triggerOf(properties: JsonObject): object {
  const { EvaluationPeriods, DatapointsToAlarm, ComparisonOperator, Threshold, TreatMissingData } =
    properties;
  const shared = {
    EvaluationPeriods: numberOf(EvaluationPeriods),
    ...(DatapointsToAlarm === undefined ? {} : { DatapointsToAlarm: numberOf(DatapointsToAlarm) }),
    ComparisonOperator,
    Threshold: numberOf(Threshold),
    TreatMissingData: TreatMissingData ?? 'missing',
  };
  if (Array.isArray(properties.Metrics)) return { ...shared, Metrics: properties.Metrics.map(metricEntry) };
  const { MetricName, Namespace, Statistic, ExtendedStatistic, Period, Dimensions, Unit } = properties;
  const statistic =
    Statistic === undefined
      ? { StatisticType: 'ExtendedStatistic', ExtendedStatistic }
      : { StatisticType: 'Statistic', Statistic: textOf(Statistic).toUpperCase() };
  const metric = { MetricName, Namespace, ...statistic, Unit: Unit ?? null };
  return { ...metric, Dimensions: lowerCased(Dimensions), Period: numberOf(Period), ...shared };
}

function metricEntry(entry: unknown): object {
  const { MetricStat, ReturnData, ...rest } = Object(entry) as JsonObject;
  const returned = { ...rest, ReturnData: flagOf(ReturnData, true) };
  if (MetricStat === undefined) return returned;
  const { Metric, ...stat } = objectOf(MetricStat);
  const metric = objectOf(Metric);
  return {
    ...returned,
    MetricStat: { ...stat, Metric: { ...metric, Dimensions: lowerCased(metric.Dimensions) } },
  };
}

/** In messages, unlike everywhere else, the keys of a dimension are in lower case. */
function lowerCased(dimensions: unknown): object[] {
  return Object.entries(dimensionsOf(dimensions)).map(([name, value]) => ({ value, name }));
}

import type { JsonObject } from '../../../../template/json.ts';
import { flagOf, numberOf, textOf } from '../../../../template/scalars.ts';
import type { Alarm } from '../alarm.ts';
import type { Action } from './action.ts';
import { pageOf, pageSize } from './pages.ts';

const MAX_RECORDS = 100;

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html */
export const describeAlarms: Action = async (request, cloudWatch) => {
  await cloudWatch.refresh();
  const { AlarmNames, AlarmNamePrefix, StateValue, ActionPrefix, AlarmTypes, MaxRecords, NextToken } =
    request;
  const types = Array.isArray(AlarmTypes) && AlarmTypes.length > 0 ? AlarmTypes : ['MetricAlarm'];
  const names = Array.isArray(AlarmNames) && AlarmNames.length > 0 ? AlarmNames : undefined;
  const matching = cloudWatch.alarms
    .filter(({ definition }) => types.includes(definition.isComposite ? 'CompositeAlarm' : 'MetricAlarm'))
    .filter(({ definition: { name } }) => (names ? names.includes(name) : true))
    .filter(({ definition: { name } }) => name.startsWith(textOf(AlarmNamePrefix)))
    .filter(({ state }) => StateValue === undefined || state === StateValue)
    .filter(({ definition: { actions } }) => {
      const arns = Object.values(actions).flat();
      return ActionPrefix === undefined || arns.some((arn) => arn.startsWith(textOf(ActionPrefix)));
    })
    .sort((one, other) => (one.definition.name < other.definition.name ? -1 : 1));
  const { items, ...next } = pageOf(matching, pageSize(MaxRecords, MAX_RECORDS), NextToken);
  return {
    MetricAlarms: items.filter(({ definition }) => !definition.isComposite).map(metricAlarm),
    CompositeAlarms: items.filter(({ definition }) => definition.isComposite).map(compositeAlarm),
    ...next,
  };
};

function described({ definition, state, reason, since, createdAt }: Alarm): object {
  const { name, arn, description, properties } = definition;
  return {
    AlarmName: name,
    AlarmArn: arn,
    AlarmDescription: description,
    AlarmConfigurationUpdatedTimestamp: createdAt / 1000,
    ActionsEnabled: flagOf(properties.ActionsEnabled, true),
    OKActions: properties.OKActions ?? [],
    AlarmActions: properties.AlarmActions ?? [],
    InsufficientDataActions: properties.InsufficientDataActions ?? [],
    StateValue: state,
    StateReason: reason,
    StateUpdatedTimestamp: since / 1000,
    StateTransitionedTimestamp: since / 1000,
  };
}

function metricAlarm(alarm: Alarm): object {
  const { properties } = alarm.definition;
  const { MetricName, Namespace, Statistic, ExtendedStatistic, Unit, TreatMissingData, Metrics } = properties;
  return {
    ...described(alarm),
    MetricName,
    Namespace,
    Statistic,
    ExtendedStatistic,
    Unit,
    TreatMissingData,
    Dimensions: properties.Dimensions ?? [],
    ComparisonOperator: properties.ComparisonOperator,
    ...numbersOf(properties, ['Period', 'EvaluationPeriods', 'DatapointsToAlarm', 'Threshold']),
    Metrics: Array.isArray(Metrics) ? Metrics.map((entry) => asSent(entry as JsonObject)) : undefined,
  };
}

function compositeAlarm(alarm: Alarm): object {
  return { ...described(alarm), AlarmRule: alarm.definition.properties.AlarmRule };
}

/** A template may write a number as text; the API gives only numbers. */
function numbersOf(properties: JsonObject, names: readonly string[]): JsonObject {
  const given = names.filter((name) => properties[name] !== undefined);
  return Object.fromEntries(given.map((name) => [name, numberOf(properties[name])]));
}

function asSent(entry: JsonObject): JsonObject {
  const { ReturnData, MetricStat } = entry;
  const stat = MetricStat as JsonObject | undefined;
  return {
    ...entry,
    ReturnData: flagOf(ReturnData, true),
    ...(stat ? { MetricStat: { ...stat, ...numbersOf(stat, ['Period']) } } : {}),
  };
}

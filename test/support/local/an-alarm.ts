import { Alarm } from '../../../local/services/cloudwatch/alarm.ts';
import { type AlarmDefinition, alarmOf } from '../../../local/services/cloudwatch/alarm-definition.ts';
import { loadParser } from '../../../local/services/cloudwatch/expression-parser.ts';
import { startOf } from '../../../local/services/cloudwatch/metric.ts';
import type { Json, JsonObject } from '../../../template/json.ts';
import { aResource } from './a-resource.ts';
import { MINUTE } from './a-store.ts';

const parse = await loadParser();

/** What the stack of these alarms runs. */
export const SOURCES = {
  queues: new Set(['jobs']),
  functions: new Set(['work']),
  topics: new Set(['news']),
  configurationSets: new Set(['mail']),
};

/** An alarm on the sum of `App`'s `Sent` in one minute, which is to be above 5; give what differs. */
export function aDefinition(properties: JsonObject = {}): AlarmDefinition {
  const defaults: JsonObject = {
    MetricName: 'Sent',
    Namespace: 'App',
    Statistic: 'Sum',
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: 5,
    ComparisonOperator: 'GreaterThanThreshold',
    TreatMissingData: 'notBreaching',
  };
  return alarmOf(aResource('AWS::CloudWatch::Alarm', { ...defaults, ...properties }), SOURCES, parse);
}

/** Properties of an alarm on an expression over metrics of `App`, in place of one metric. */
export function anExpressionOf(Expression: string, ...names: string[]): JsonObject {
  const metrics = names.map((name) => ({
    Id: name.toLowerCase(),
    MetricStat: { Metric: { Namespace: 'App', MetricName: name }, Period: 60, Stat: 'Maximum' },
    ReturnData: false,
  }));
  const Metrics: Json = [{ Id: 'result', Expression }, ...metrics];
  const single = Object.fromEntries(
    ['MetricName', 'Namespace', 'Statistic', 'Period'].map((name) => [name, null]),
  );
  return { ...single, Metrics };
}

/** An alarm that was created in the middle of {@link MINUTE}. */
export function anAlarm(properties: JsonObject = {}): Alarm {
  return new Alarm(aDefinition(properties), startOf(MINUTE) + 30_000);
}

import { type CloudWatchClient, DescribeAlarmsCommand, type MetricAlarm } from '@aws-sdk/client-cloudwatch';

/** One alarm of a pipeline. */
export interface AlarmStatus {
  /** What it tells of, as in `contract/alarms.ts`. */
  readonly kind: string;
  readonly name: string;
  /** OK, ALARM or INSUFFICIENT_DATA; `missing` where CloudWatch has no alarm of that name. */
  readonly state: string;
  /** CloudWatch's sentence on why; empty where it has no alarm, as {@link description}. */
  readonly reason: string;
  readonly since: Date | undefined;
  readonly description: string;
}

/** The states of alarms by kind; those that are on come first. */
export async function alarmsOf(
  cloudWatch: CloudWatchClient,
  names: Readonly<Record<string, string>>,
): Promise<readonly AlarmStatus[]> {
  const AlarmNames = Object.values(names);
  if (AlarmNames.length === 0) return [];
  const { MetricAlarms = [] } = await cloudWatch.send(new DescribeAlarmsCommand({ AlarmNames }));
  const states = Object.entries(names).map(([kind, name]) => {
    const found = MetricAlarms.find(({ AlarmName }) => AlarmName === name);
    return statusOf(kind, name, found);
  });
  return states.sort((one, other) => rank(one) - rank(other));
}

function statusOf(kind: string, name: string, alarm: MetricAlarm | undefined): AlarmStatus {
  return {
    kind,
    name,
    state: alarm?.StateValue ?? 'missing',
    reason: alarm?.StateReason ?? '',
    since: alarm?.StateTransitionedTimestamp ?? alarm?.StateUpdatedTimestamp,
    description: alarm?.AlarmDescription ?? '',
  };
}

function rank({ state }: AlarmStatus): number {
  return state === 'ALARM' ? 0 : state === 'OK' ? 2 : 1;
}

import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { ALARMS, type AlarmKind, type FeedbackAlarmKind } from '../../contract/alarms.ts';
import { pipelineName } from '../outputs.ts';
import { type AlarmFacts, describeAlarm } from './alarm-descriptions.ts';
import { alarmRules } from './alarm-rules.ts';
import type { WatchedPipeline } from './watched-pipeline.ts';

/** The alarms of a pipeline by what each tells of; those of feedback where it comes back. */
export type Alarms = Readonly<Record<Exclude<AlarmKind, FeedbackAlarmKind>, Alarm>> &
  Readonly<Partial<Record<FeedbackAlarmKind, Alarm>>>;

/** They tell of an arrival and are OK soon after it, whatever becomes of what arrived, so OK is no news of theirs. */
const ARRIVALS: readonly AlarmKind[] = [
  'DeadLetterArrived',
  'NotificationUndelivered',
  'FeedbackDeadLetterArrived',
];

/** Creates the alarms of `pipeline`, which go to `topic` if there is one. */
export function createAlarms(
  pipeline: Construct & WatchedPipeline,
  facts: AlarmFacts,
  topic: ITopic | undefined,
): Alarms {
  const scope = new Construct(pipeline, 'Alarms');
  const rules = alarmRules(pipeline, facts.plan, facts.settings);
  const created = ALARMS.flatMap((kind): [AlarmKind, Alarm][] => {
    const rule = rules[kind];
    if (rule === undefined) return [];
    const alarmDescription = describeAlarm(kind, pipelineName(pipeline), facts);
    const alarm = new Alarm(scope, kind, { ...rule, alarmDescription });
    if (topic) alarm.addAlarmAction(new SnsAction(topic));
    if (topic && !ARRIVALS.includes(kind)) alarm.addOkAction(new SnsAction(topic));
    return [[kind, alarm]];
  });
  return Object.fromEntries(created) as Record<AlarmKind, Alarm>;
}

/** What CloudWatch knows each alarm by. */
export function alarmNames(alarms: Alarms): Record<string, string> {
  return Object.fromEntries(Object.entries(alarms).map(([kind, { alarmName }]) => [kind, alarmName]));
}

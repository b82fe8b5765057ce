import { describe, expect, it } from '@jest/globals';
import { Duration } from 'aws-cdk-lib';
import { ALARMS, type AlarmKind } from '../../../../contract/alarms.ts';
import type { CustomNotifications } from '../../../../lib/index.ts';
import {
  aPipeline,
  aStack,
  logicalIdOf,
  refTo,
  resourceOf,
  warningsOf,
} from '../../../support/pipeline-template.ts';

const pipeline = aPipeline();
const functionName = { Name: 'FunctionName', Value: refTo(pipeline.emailer) };
const ofEmailer = [functionName, { Name: 'service', Value: 'emailer' }];

describe('the alarms', () => {
  it('are one of each kind, below Alarms, under its kind', () => {
    expect(Object.keys(pipeline.alarms ?? {})).toEqual([...ALARMS]);
    expect(ALARMS.map((kind) => alarmOf(kind).node.path)).toEqual(
      ALARMS.map((kind) => `Backend/Notifications/Alarms/${kind}`),
    );
  });

  it('give synth nothing to warn of', () => {
    expect(warningsOf(pipeline)).toEqual([]);
  });

  it('fit into one stack twice', () => {
    const stack = aStack();
    const [first, second] = ['First', 'Second'].map((id) => aPipeline({ sendRate: 7 }, { stack, id })) as [
      CustomNotifications,
      CustomNotifications,
    ];

    const ids = [first, second].flatMap((one) => ALARMS.map((kind) => logicalIdOf(alarmOf(kind, one))));

    expect(new Set(ids).size).toBe(2 * ALARMS.length);
  });

  it('read thirteen metrics, which is what CloudWatch bills', () => {
    const read = ALARMS.flatMap((kind) => {
      const { Metrics = [{ MetricStat: {} }] } = propertiesOf(kind) as {
        Metrics?: { MetricStat?: object }[];
      };
      return Metrics.filter(({ MetricStat }) => MetricStat);
    });

    expect(read).toHaveLength(13);
  });

  it.each(ALARMS)('keep %s within what CloudWatch evaluates, a day', (kind) => {
    const { EvaluationPeriods, Period = 300 } = propertiesOf(kind) as Record<string, number>;

    expect(Number(EvaluationPeriods) * Period).toBeLessThanOrEqual(86_400);
  });
});

describe.each([
  { kind: 'DeadLetterArrived', queue: pipeline.deadLetterQueue },
  { kind: 'NotificationUndelivered', queue: pipeline.undeliveredQueue },
] as const)('$kind', ({ kind, queue }) => {
  const metric = (id: string, MetricName: string, Stat: string) => ({
    Id: id,
    MetricStat: {
      Metric: {
        Namespace: 'AWS/SQS',
        MetricName,
        Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': [logicalIdOf(queue), 'QueueName'] } }],
      },
      Period: 60,
      Stat,
    },
    ReturnData: false,
  });

  it('goes off for what was written, and for what makes the depth grow, hidden messages included', () => {
    expect(propertiesOf(kind)).toEqual({
      AlarmDescription: expect.anything(),
      Metrics: [
        {
          Id: 'expr_1',
          Label: 'Arrived',
          Expression:
            'MAX([FILL(sent, 0), MIN([DIFF(FILL(FILL(visible, REPEAT), 0)), DIFF(FILL(FILL(visible + hidden, REPEAT), 0))])])',
          ReturnData: true,
        },
        metric('sent', 'NumberOfMessagesSent', 'Sum'),
        metric('visible', 'ApproximateNumberOfMessagesVisible', 'Maximum'),
        metric('hidden', 'ApproximateNumberOfMessagesNotVisible', 'Maximum'),
      ],
      ComparisonOperator: 'GreaterThanThreshold',
      Threshold: 0,
      EvaluationPeriods: 5,
      DatapointsToAlarm: 1,
      TreatMissingData: 'notBreaching',
    });
  });
});

describe('NotificationsOld', () => {
  it('goes off at the age that the emailer or the queue tells, and is on until the next attempt at least', () => {
    expect(propertiesOf('NotificationsOld')).toEqual({
      AlarmDescription: expect.anything(),
      Metrics: [
        {
          Id: 'expr_1',
          Label: 'Age of the oldest',
          Expression: 'MAX([FILL(received, 0), FILL(waiting, 0)])',
          ReturnData: true,
        },
        {
          Id: 'received',
          MetricStat: {
            Metric: { Namespace: 'Mailroom', MetricName: 'AgeAtReceive', Dimensions: ofEmailer },
            Period: 300,
            Stat: 'Maximum',
          },
          ReturnData: false,
        },
        {
          Id: 'waiting',
          MetricStat: {
            Metric: {
              Namespace: 'AWS/SQS',
              MetricName: 'ApproximateAgeOfOldestMessage',
              Dimensions: [
                { Name: 'QueueName', Value: { 'Fn::GetAtt': [logicalIdOf(pipeline.queue), 'QueueName'] } },
              ],
            },
            Period: 300,
            Stat: 'Maximum',
          },
          ReturnData: false,
        },
      ],
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      Threshold: 900,
      EvaluationPeriods: 11,
      DatapointsToAlarm: 1,
      TreatMissingData: 'notBreaching',
    });
  });
});

describe('an alarm of one metric', () => {
  it.each([
    {
      kind: 'NotificationsHeld',
      metric: { Namespace: 'Mailroom', MetricName: 'Held', Dimensions: ofEmailer, Statistic: 'Sum' },
      rule: { Threshold: 1, EvaluationPeriods: 11, DatapointsToAlarm: 1, TreatMissingData: 'notBreaching' },
    },
    {
      kind: 'EmailerErrors',
      metric: { Namespace: 'AWS/Lambda', MetricName: 'Errors', Dimensions: [functionName], Statistic: 'Sum' },
      rule: { Threshold: 1, EvaluationPeriods: 4, DatapointsToAlarm: 1, TreatMissingData: 'notBreaching' },
    },
    {
      kind: 'EmailerThrottles',
      metric: {
        Namespace: 'AWS/Lambda',
        MetricName: 'Throttles',
        Dimensions: [functionName],
        Statistic: 'Sum',
      },
      rule: { Threshold: 1, EvaluationPeriods: 4, DatapointsToAlarm: 1, TreatMissingData: 'notBreaching' },
    },
    {
      kind: 'EmailerTimeouts',
      metric: {
        Namespace: 'AWS/Lambda',
        MetricName: 'Duration',
        Dimensions: [functionName],
        Statistic: 'Maximum',
      },
      rule: {
        Threshold: 59_000,
        EvaluationPeriods: 4,
        DatapointsToAlarm: 1,
        TreatMissingData: 'notBreaching',
      },
    },
    {
      kind: 'DailyQuotaNearlyUsed',
      metric: {
        Namespace: 'Mailroom',
        MetricName: 'DailyQuotaUsed',
        Dimensions: ofEmailer,
        Statistic: 'Maximum',
      },
      rule: { Threshold: 80, EvaluationPeriods: 1, TreatMissingData: 'ignore' },
    },
  ] as const)('$kind reads its metric, and treats its absence rightly', ({ kind, metric, rule }) => {
    expect(propertiesOf(kind)).toEqual({
      AlarmDescription: expect.anything(),
      ...metric,
      ...rule,
      Period: 300,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    });
  });
});

describe('how long an alarm stays on', () => {
  it.each([
    { name: 'an hour, the longest hold', props: { sendRate: 14 }, held: 14 },
    {
      name: 'the 6 minutes of the queue’s own delay, longer than any hold',
      props: { sendRate: 500, retryFor: Duration.hours(24) },
      held: 4,
    },
  ])('covers $name', ({ props, held }) => {
    const own = aPipeline(props);

    const periods = (['NotificationsHeld', 'NotificationsOld', 'EmailerErrors'] as const).map(
      (kind) => propertiesOf(kind, own).EvaluationPeriods,
    );

    expect(periods).toEqual([held, held, 4]);
  });
});

function alarmOf(kind: AlarmKind, of = pipeline) {
  const alarm = of.alarms?.[kind];
  if (!alarm) throw new Error(`${of.node.path} has no alarm ${kind}`);
  return alarm;
}

function propertiesOf(kind: AlarmKind, of = pipeline): Record<string, unknown> {
  return resourceOf(alarmOf(kind, of)).Properties;
}

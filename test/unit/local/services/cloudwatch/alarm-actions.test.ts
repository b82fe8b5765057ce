import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import { describe, expect, it } from '@jest/globals';
import { Gate } from '../../../../../local/iam/gate.ts';
import { Alarm } from '../../../../../local/services/cloudwatch/alarm.ts';
import { actOnChange } from '../../../../../local/services/cloudwatch/alarm-actions.ts';
import type { JsonObject } from '../../../../../template/json.ts';
import { aDefinition, anExpressionOf } from '../../../../support/local/an-alarm.ts';

const AT = Date.UTC(2026, 0, 31, 12);
const TRANSITION = { at: AT, from: 'OK', to: 'ALARM', reason: 'Threshold Crossed: x' } as const;

describe('actOnChange', () => {
  /** Acts on a change of an alarm with `properties`; gives what was logged and published. */
  function acted(properties: JsonObject, constructPath?: string) {
    const lines: string[] = [];
    const published: PublishCommand['input'][] = [];
    const send = async (command: unknown) => {
      if (!(command instanceof PublishCommand)) throw new Error('only publishes');
      published.push(command.input);
    };
    const act = actOnChange({
      region: 'eu-west-1',
      accountId: '000000000000',
      sns: { send } as unknown as SNSClient,
      gate: new Gate(),
      topics: new Set(['arn:topic']),
      log: (source, line) => lines.push(`${source}: ${line}`),
    });
    act(new Alarm({ ...aDefinition(properties), constructPath }, AT), TRANSITION);
    return { lines, published };
  }

  it('logs the change with the first sentence of the description, under the id of its construct', () => {
    const AlarmDescription = 'A notification became\na dead letter. Type: mailroom dlq list';

    expect(acted({ AlarmDescription }, 'App/mail/Alarms/DeadLetterArrived/Resource').lines).toEqual([
      'alarm: DeadLetterArrived: OK → ALARM, A notification became a dead letter.',
    ]);
  });

  it.each([
    [{}, 'alarm: Tested: OK → ALARM'],
    [{ AlarmDescription: 'no full stop' }, 'alarm: Tested: OK → ALARM, no full stop'],
  ])('logs a change of %j', (properties, line) => {
    expect(acted(properties).lines).toEqual([line]);
  });

  it('tells the topics of the new state’s actions, as CloudWatch does', () => {
    const { published } = acted({
      AlarmName: 'mine',
      AlarmDescription: 'Too many.',
      AlarmActions: ['arn:topic', 'arn:elsewhere'],
      OKActions: ['arn:topic'],
      Dimensions: [{ Name: 'service', Value: 'mail' }],
      DatapointsToAlarm: '1',
    });

    expect(published).toEqual([
      { TopicArn: 'arn:topic', Subject: 'ALARM: "mine" in eu-west-1', Message: expect.any(String) },
    ]);
    expect(JSON.parse(published[0]?.Message ?? '')).toEqual({
      AlarmName: 'mine',
      AlarmDescription: 'Too many.',
      AWSAccountId: '000000000000',
      NewStateValue: 'ALARM',
      NewStateReason: 'Threshold Crossed: x',
      StateChangeTime: '2026-01-31T12:00:00.000+0000',
      Region: 'eu-west-1',
      AlarmArn: 'arn:aws:cloudwatch:eu-west-1:000000000000:alarm:mine',
      OldStateValue: 'OK',
      OKActions: ['arn:topic'],
      AlarmActions: ['arn:topic', 'arn:elsewhere'],
      InsufficientDataActions: [],
      Trigger: {
        MetricName: 'Sent',
        Namespace: 'App',
        StatisticType: 'Statistic',
        Statistic: 'SUM',
        Unit: null,
        Dimensions: [{ value: 'mail', name: 'service' }],
        Period: 60,
        EvaluationPeriods: 1,
        DatapointsToAlarm: 1,
        ComparisonOperator: 'GreaterThanThreshold',
        Threshold: 5,
        TreatMissingData: 'notBreaching',
      },
    });
  });

  it('tells of an expression with all that it is made of', () => {
    const { published } = acted({ ...anExpressionOf('sent * 2', 'Sent'), AlarmActions: ['arn:topic'] });

    expect(JSON.parse(published[0]?.Message ?? '').Trigger.Metrics).toEqual([
      { Id: 'result', Expression: 'sent * 2', ReturnData: true },
      {
        Id: 'sent',
        MetricStat: {
          Metric: { Namespace: 'App', MetricName: 'Sent', Dimensions: [] },
          Period: 60,
          Stat: 'Maximum',
        },
        ReturnData: false,
      },
    ]);
  });
});

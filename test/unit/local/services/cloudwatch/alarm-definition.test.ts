import { describe, expect, it } from '@jest/globals';
import { alarmOf } from '../../../../../local/services/cloudwatch/alarm-definition.ts';
import { alarmKinds } from '../../../../../local/services/cloudwatch/resources/alarm.ts';
import type { JsonObject } from '../../../../../template/json.ts';
import { aResource } from '../../../../support/local/a-resource.ts';
import { aDefinition, anExpressionOf, SOURCES } from '../../../../support/local/an-alarm.ts';

const ofMetric = (Namespace: string, MetricName: string, ...dimensions: string[][]): JsonObject => ({
  Namespace,
  MetricName,
  Dimensions: dimensions.map(([Name = '', Value = '']) => ({ Name, Value })),
});

const needsOf = (properties: JsonObject) => {
  const { evaluation } = aDefinition(properties);
  return 'needs' in evaluation ? evaluation.needs : undefined;
};

describe('alarmOf', () => {
  it('reads names, rules and actions', () => {
    const alarm = aDefinition({
      AlarmDescription: 'Too many.',
      AlarmActions: ['arn:a'],
      OKActions: ['arn:b'],
      EvaluationPeriods: '3',
      DatapointsToAlarm: 2,
    });

    expect(alarm).toMatchObject({
      name: 'App-Tested',
      arn: 'arn:aws:cloudwatch:eu-west-1:000000000000:alarm:App-Tested',
      logicalId: 'Tested',
      description: 'Too many.',
      actions: { ALARM: ['arn:a'], OK: ['arn:b'], INSUFFICIENT_DATA: [] },
      evaluation: {
        step: 1,
        rules: {
          comparison: 'GreaterThanThreshold',
          threshold: 5,
          evaluationPeriods: 3,
          datapointsToAlarm: 2,
          missingData: 'notBreaching',
        },
      },
    });
  });

  it('has no actions where they are switched off', () => {
    expect(aDefinition({ AlarmActions: ['arn:a'], ActionsEnabled: false }).actions.ALARM).toEqual([]);
  });

  it('needs as many values as it evaluates, where it does not say fewer, and treats missing data as missing', () => {
    expect(aDefinition({ EvaluationPeriods: 4, TreatMissingData: null })).toMatchObject({
      evaluation: { rules: { datapointsToAlarm: 4, missingData: 'missing' } },
    });
  });

  it('keeps its own name', () => {
    expect(aDefinition({ AlarmName: 'mine' })).toMatchObject({
      name: 'mine',
      arn: 'arn:aws:cloudwatch:eu-west-1:000000000000:alarm:mine',
    });
  });

  it.each<[string, JsonObject]>([
    ['of a queue', ofMetric('AWS/SQS', 'ApproximateNumberOfMessagesVisible', ['QueueName', 'jobs'])],
    ['of a function', ofMetric('AWS/Lambda', 'Errors', ['FunctionName', 'work'])],
    ['of the account, in SES', ofMetric('AWS/SES', 'Reputation.BounceRate')],
    [
      'of a configuration set',
      ofMetric('AWS/SES', 'Reputation.ComplaintRate', ['ses:configuration-set', 'mail']),
    ],
    ['that functions log', ofMetric('App', 'Anything', ['a', 'b'], ['c', 'd'])],
    ['in a percentile', { Statistic: null, ExtendedStatistic: 'p99.9' }],
    ['in an expression', anExpressionOf('FILL(sent, 0) + held', 'Sent', 'Held')],
  ])('evaluates a metric %s', (_, properties) => {
    expect(needsOf(properties)).toBeUndefined();
  });

  it.each<[string, JsonObject]>([
    ['metrics of AWS/Events', ofMetric('AWS/Events', 'Invocations')],
    ['the metric Open of AWS/SES', ofMetric('AWS/SES', 'Open')],
    ['the metric Send of AWS/SES', ofMetric('AWS/SES', 'Send', ['ses:configuration-set', 'mail'])],
    [
      'the metrics of other, which it does not run',
      ofMetric('AWS/SES', 'Reputation.BounceRate', ['ses:configuration-set', 'other']),
    ],
    ['the metric IteratorAge of AWS/Lambda', ofMetric('AWS/Lambda', 'IteratorAge', ['FunctionName', 'work'])],
    ['Errors of AWS/Lambda by other dimensions than FunctionName', ofMetric('AWS/Lambda', 'Errors')],
    [
      'Errors of AWS/Lambda by other dimensions than FunctionName',
      ofMetric('AWS/Lambda', 'Errors', ['FunctionName', 'work'], ['Resource', 'work:live']),
    ],
    [
      'the metrics of other, which it does not run',
      ofMetric('AWS/SQS', 'NumberOfMessagesSent', ['QueueName', 'other']),
    ],
    ['the statistic tm90', { Statistic: null, ExtendedStatistic: 'tm90' }],
    ['a period of 10 seconds', { Period: 10 }],
    ['metrics of more than a day', { Period: 3600, EvaluationPeriods: 24 }],
    [
      'the comparison LessThanLowerOrGreaterThanUpperThreshold',
      { ComparisonOperator: 'LessThanLowerOrGreaterThanUpperThreshold' },
    ],
    ['the function IF', anExpressionOf('IF(sent > 1, 1, 0)', 'Sent')],
    ['an expression without a metric', anExpressionOf('1 + 1')],
    ['anomaly detection', { ...anExpressionOf('sent', 'Sent'), ThresholdMetricId: 'result' }],
  ])('says that it needs %s', (needs, properties) => {
    expect(needsOf(properties)).toBe(needs);
  });

  it('says that it needs more than one metric that returns data', () => {
    const { Metrics } = anExpressionOf('sent', 'Sent');
    const all = (Metrics as JsonObject[]).map((entry) => ({ ...entry, ReturnData: 'true' }));

    expect(needsOf({ Metrics: all })).toBe('more than one metric or expression that returns data');
  });

  it('says that composite alarms are not evaluated', () => {
    const composite = aResource('AWS::CloudWatch::CompositeAlarm', { AlarmRule: 'ALARM(a)' });

    expect(alarmOf(composite, SOURCES, undefined)).toMatchObject({
      name: 'App-Tested',
      isComposite: true,
      evaluation: { needs: 'composite alarms' },
    });
  });

  it.each<[JsonObject, string]>([
    [
      { TreatMissingData: 'bad' },
      'TreatMissingData must be missing, ignore, breaching or notBreaching, got bad',
    ],
    [{ ComparisonOperator: null }, 'ComparisonOperator must be a string, got null'],
    [{ Threshold: 'high' }, 'Threshold must be a number, got "high"'],
  ])('refuses %j, naming the resource', (properties, message) => {
    expect(() => aDefinition(properties)).toThrow(`App/Tested (AWS::CloudWatch::Alarm): ${message}.`);
  });
});

describe('alarmKinds', () => {
  it('names what is not evaluated, and what is acted on but no topic of the app', () => {
    const alarms = [
      aDefinition({ Period: 10, AlarmActions: ['arn:topic', 'arn:automate'] }),
      aDefinition({ OKActions: ['arn:automate'] }),
      aDefinition({ AlarmActions: ['arn:topic'] }),
    ];

    expect(alarms.map((each) => alarmKinds(each, new Set(['arn:topic'])))).toEqual([
      ['Tested: a period of 10 seconds', 'the action arn:automate'],
      ['the action arn:automate'],
      [],
    ]);
  });
});

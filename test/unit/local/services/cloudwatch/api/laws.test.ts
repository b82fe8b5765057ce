import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Action } from '../../../../../../local/services/cloudwatch/api/action.ts';
import { CloudWatchError } from '../../../../../../local/services/cloudwatch/api/cloudwatch-error.ts';
import { describeAlarmHistory } from '../../../../../../local/services/cloudwatch/api/describe-alarm-history.ts';
import { describeAlarms } from '../../../../../../local/services/cloudwatch/api/describe-alarms.ts';
import { getMetricData } from '../../../../../../local/services/cloudwatch/api/get-metric-data.ts';
import { listMetrics } from '../../../../../../local/services/cloudwatch/api/list-metrics.ts';
import { CloudWatch } from '../../../../../../local/services/cloudwatch/cloudwatch.ts';
import { loadParser } from '../../../../../../local/services/cloudwatch/expression-parser.ts';
import { startOf } from '../../../../../../local/services/cloudwatch/metric.ts';
import { NO_ACTIVITY } from '../../../../../../local/services/ses/activity.ts';
import { anyJson } from '../../../../../support/any/any-json.ts';
import { aMetric, MINUTE } from '../../../../../support/local/a-store.ts';
import { aDefinition } from '../../../../../support/local/an-alarm.ts';

const anyValue = anyJson({
  keys: [
    'Id',
    'Expression',
    'MetricStat',
    'Metric',
    'Namespace',
    'MetricName',
    'Dimensions',
    'Name',
    'Value',
    'Period',
    'Stat',
  ],
  texts: ['m1', 'Sum', 'p99', 'm1 + 1', 'Sent', 'App'],
});
const anyRequest = fc.dictionary(
  fc.constantFrom(
    ...[
      'AlarmNames',
      'AlarmNamePrefix',
      'StateValue',
      'ActionPrefix',
      'AlarmTypes',
      'MaxRecords',
      'NextToken',
    ],
    ...[
      'MetricDataQueries',
      'StartTime',
      'EndTime',
      'ScanBy',
      'Dimensions',
      'Namespace',
      'AlarmName',
      'StartDate',
    ],
  ),
  fc.oneof(anyValue, fc.array(anyValue, { maxLength: 3 })),
);
const query = (entry: object) => ({ MetricDataQueries: [entry], StartTime: 0, EndTime: 60 });
const UNTEXTED = JSON.parse('{"toString":1,"valueOf":1}');

describe('the CloudWatch API, asked for anything', () => {
  const now = startOf(MINUTE);
  const clock = { now: () => now, begin: () => {}, end: () => {}, memory: undefined };
  const cloudWatch = new CloudWatch(clock);
  const watching = new AbortController();

  beforeAll(async () => {
    cloudWatch.metrics.add({ ...aMetric('Sent'), dimensions: { Queue: 'a' }, at: now, values: [1] });
    await cloudWatch.watch({
      alarms: [aDefinition()],
      queues: new Set(),
      sesActivity: async () => NO_ACTIVITY,
      queueSamples: async () => ({ ended: [], current: [], now }),
      signal: watching.signal,
      act: () => {},
    });
  });

  afterAll(() => watching.abort());

  it.each<[string, Action, object[]]>([
    [
      'DescribeAlarms',
      describeAlarms,
      [
        { AlarmNamePrefix: UNTEXTED },
        { ActionPrefix: UNTEXTED },
        { MaxRecords: UNTEXTED },
        { NextToken: UNTEXTED },
      ],
    ],
    ['DescribeAlarmHistory', describeAlarmHistory, [{ StartDate: UNTEXTED }, { MaxRecords: UNTEXTED }]],
    ['ListMetrics', listMetrics, [{ Dimensions: [null] }, { Dimensions: [{ Name: UNTEXTED }] }]],
    [
      'GetMetricData',
      getMetricData,
      [
        { MetricDataQueries: [null] },
        { ...query({ Id: 'a', Expression: 'm1' }), StartTime: UNTEXTED },
        query({ Id: UNTEXTED, Expression: UNTEXTED }),
        query({
          Id: 'a',
          MetricStat: { Metric: { MetricName: UNTEXTED, Dimensions: [{ Name: UNTEXTED }] }, Stat: UNTEXTED },
        }),
        query({
          Id: 'a',
          MetricStat: { Metric: { Namespace: 'App', MetricName: 'Sent' }, Stat: 'Sum', Period: UNTEXTED },
        }),
        query({
          Label: UNTEXTED,
          Id: 'a',
          MetricStat: { Metric: { MetricName: 'Sent' }, Stat: 'Sum', Period: 60 },
        }),
      ],
    ],
  ])('%s answers, or says what is wrong with the request', async (_, action, examples) => {
    await fc.assert(
      fc.asyncProperty(anyRequest, async (request) => {
        const answer = await action(request, cloudWatch, { parser: loadParser }).catch(
          (error: unknown) => error,
        );

        if (answer instanceof Error) expect(answer).toBeInstanceOf(CloudWatchError);
        else expect(typeof answer).toBe('object');
      }),
      { examples: examples.map((example) => [example as Record<string, unknown>]) },
    );
  });
});

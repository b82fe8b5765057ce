import {
  CloudWatchClient,
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
  GetMetricDataCommand,
  type GetMetricDataCommandInput,
  ListMetricsCommand,
  type MetricDataQuery,
  PutMetricDataCommand,
} from '@aws-sdk/client-cloudwatch';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Gate } from '../../../../../../local/iam/gate.ts';
import {
  type CloudWatchApi,
  serveCloudWatchApi,
} from '../../../../../../local/services/cloudwatch/api/cloudwatch-api.ts';
import { CloudWatch } from '../../../../../../local/services/cloudwatch/cloudwatch.ts';
import { startOf } from '../../../../../../local/services/cloudwatch/metric.ts';
import { NO_ACTIVITY } from '../../../../../../local/services/ses/activity.ts';
import { addMinutes, aMetric, MINUTE } from '../../../../../support/local/a-store.ts';
import { aDefinition, anExpressionOf } from '../../../../../support/local/an-alarm.ts';

/** A clock that stands where a test puts it. */
const aClock = (now: number) => ({ now: () => now, begin: () => {}, end: () => {}, memory: undefined });

describe('the CloudWatch API, asked by the SDK', () => {
  let now: number;
  let cloudWatch: CloudWatch;
  let watching: AbortController;
  let api: CloudWatchApi;
  let client: CloudWatchClient;

  beforeEach(async () => {
    now = startOf(MINUTE) + 30_000;
    const clock = { ...aClock(0), now: () => now };
    cloudWatch = new CloudWatch(clock);
    watching = new AbortController();
    api = await serveCloudWatchApi(cloudWatch, { port: 0, clock, gate: new Gate() });
    client = new CloudWatchClient({
      endpoint: api.url,
      region: 'us-east-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
  });

  afterEach(async () => {
    client.destroy();
    watching.abort();
    await api.stop();
  });

  it('tells a client of the older protocol in XML that it is not spoken', async () => {
    const body = new URLSearchParams({ Action: 'DescribeAlarms' });
    const response = await fetch(api.url, { method: 'POST', body });

    expect(response.status).toBe(400);
    expect(await response.text()).toContain(
      "<Message>The local CloudWatch speaks CloudWatch's JSON protocol",
    );
  });

  const watch = (...alarms: ReturnType<typeof aDefinition>[]) =>
    cloudWatch.watch({
      alarms,
      queues: new Set(),
      sesActivity: async () => NO_ACTIVITY,
      queueSamples: async () => ({ ended: [], current: [], now }),
      signal: watching.signal,
      act: () => {},
    });

  const describeAlarms = async (input: object = {}) => {
    const { MetricAlarms = [], NextToken } = await client.send(new DescribeAlarmsCommand(input));
    return { names: MetricAlarms.map(({ AlarmName }) => AlarmName), NextToken };
  };

  describe('DescribeAlarms', () => {
    it('describes an alarm as it is', async () => {
      await watch(
        aDefinition({
          AlarmName: 'mine',
          AlarmDescription: 'Too many.',
          OKActions: ['arn:a'],
          Threshold: '5',
        }),
      );

      const { MetricAlarms = [], CompositeAlarms } = await client.send(new DescribeAlarmsCommand({}));

      expect(CompositeAlarms).toEqual([]);
      expect(MetricAlarms).toHaveLength(1);
      expect(MetricAlarms[0]).toMatchObject({
        AlarmName: 'mine',
        AlarmArn: 'arn:aws:cloudwatch:eu-west-1:000000000000:alarm:mine',
        AlarmDescription: 'Too many.',
        ActionsEnabled: true,
        OKActions: ['arn:a'],
        AlarmActions: [],
        StateValue: 'OK',
        StateReason: expect.stringContaining('no datapoints were received for 1 period'),
        StateUpdatedTimestamp: new Date(now),
        MetricName: 'Sent',
        Namespace: 'App',
        Dimensions: [],
        Period: 60,
        Statistic: 'Sum',
        EvaluationPeriods: 1,
        Threshold: 5,
        ComparisonOperator: 'GreaterThanThreshold',
        TreatMissingData: 'notBreaching',
      });
    });

    it('describes an expression', async () => {
      await watch(aDefinition(anExpressionOf('sent * 2', 'Sent')));

      const { MetricAlarms = [] } = await client.send(new DescribeAlarmsCommand({}));

      expect(MetricAlarms[0]?.Metrics).toEqual([
        { Id: 'result', Expression: 'sent * 2', ReturnData: true },
        {
          Id: 'sent',
          MetricStat: { Metric: { Namespace: 'App', MetricName: 'Sent' }, Period: 60, Stat: 'Maximum' },
          ReturnData: false,
        },
      ]);
    });

    it('has what has just been measured in its answer', async () => {
      await watch(aDefinition());
      cloudWatch.metrics.add({ ...aMetric('Sent'), at: now, values: [9] });

      const { MetricAlarms = [] } = await client.send(new DescribeAlarmsCommand({}));

      expect(MetricAlarms[0]?.StateValue).toBe('ALARM');
    });

    it('says why an alarm is not evaluated', async () => {
      await watch(aDefinition({ Period: 10 }));

      const { MetricAlarms = [] } = await client.send(new DescribeAlarmsCommand({}));

      expect(MetricAlarms[0]).toMatchObject({
        StateValue: 'INSUFFICIENT_DATA',
        StateReason: 'The local stack does not evaluate this alarm: it needs a period of 10 seconds.',
      });
    });

    it.each<[object, string[]]>([
      [{ AlarmNames: ['b-one', 'none'] }, ['b-one']],
      [{ AlarmNamePrefix: 'b-' }, ['b-one', 'b-two']],
      [{ StateValue: 'INSUFFICIENT_DATA' }, ['a']],
      [{ ActionPrefix: 'arn:x' }, ['b-two']],
      [{ AlarmTypes: ['CompositeAlarm'] }, []],
      [{}, ['a', 'b-one', 'b-two']],
    ])('chooses by %j', async (input, expected) => {
      await watch(
        aDefinition({ AlarmName: 'b-two', AlarmActions: ['arn:x:y'] }),
        aDefinition({ AlarmName: 'b-one' }),
        aDefinition({ AlarmName: 'a', TreatMissingData: 'missing' }),
      );

      expect((await describeAlarms(input)).names).toEqual(expected);
    });

    it('gives page after page', async () => {
      await watch(...['a', 'b', 'c'].map((AlarmName) => aDefinition({ AlarmName })));

      const first = await describeAlarms({ MaxRecords: 2 });
      const second = await describeAlarms({ MaxRecords: 2, NextToken: first.NextToken });

      expect([first.names, second.names, second.NextToken]).toEqual([['a', 'b'], ['c'], undefined]);
    });

    it.each([
      [{ MaxRecords: 0 }, 'ValidationException', 'MaxRecords must be a whole number from 1 to 100, got 0.'],
      [{ NextToken: 'x' }, 'InvalidNextToken', 'The token is invalid.'],
    ])('refuses %j', async (input, name, message) => {
      await expect(describeAlarms(input)).rejects.toMatchObject({ name, message });
    });
  });

  describe('DescribeAlarmHistory', () => {
    it('tells the changes, the latest first unless asked otherwise', async () => {
      await watch(aDefinition({ AlarmName: 'mine' }), aDefinition({ AlarmName: 'other' }));
      addMinutes(cloudWatch.metrics, 'Sent', [9, 0]);
      now += 120_000;
      const summaries = async (input: object) => {
        const { AlarmHistoryItems = [] } = await client.send(new DescribeAlarmHistoryCommand(input));
        return AlarmHistoryItems.map(({ HistorySummary = '' }) =>
          HistorySummary.replace('Alarm updated from ', ''),
        );
      };

      const all = ['ALARM to OK', 'OK to ALARM', 'INSUFFICIENT_DATA to OK'];
      expect(await summaries({ AlarmName: 'mine' })).toEqual(all);
      expect(await summaries({ AlarmName: 'mine', ScanBy: 'TimestampAscending' })).toEqual(all.toReversed());
      expect(await summaries({ AlarmName: 'mine', HistoryItemType: 'Action' })).toEqual([]);
      expect(await summaries({ AlarmName: 'mine', StartDate: new Date(startOf(MINUTE + 2)) })).toEqual([
        'ALARM to OK',
      ]);
      expect(await summaries({})).toHaveLength(6);
    });
  });

  describe('GetMetricData', () => {
    const SUM: MetricDataQuery = {
      Id: 'sent',
      MetricStat: { Metric: { Namespace: 'App', MetricName: 'Sent' }, Period: 60, Stat: 'Sum' },
    };

    async function data(queries: MetricDataQuery[], input: Partial<GetMetricDataCommandInput> = {}) {
      const { MetricDataResults = [] } = await client.send(
        new GetMetricDataCommand({
          MetricDataQueries: queries,
          StartTime: new Date(startOf(MINUTE)),
          EndTime: new Date(startOf(MINUTE + 5)),
          ...input,
        }),
      );
      return MetricDataResults.map(({ Timestamps = [], ...result }) => ({
        ...result,
        minutes: Timestamps.map((time) => time.getTime() / 60_000 - MINUTE),
      }));
    }

    beforeEach(() => addMinutes(cloudWatch.metrics, 'Sent', [1, 2, undefined, 4, 5, 6]));

    it('gives the values of a metric, the latest first', async () => {
      expect(await data([SUM])).toEqual([
        { Id: 'sent', Label: 'Sent', StatusCode: 'Complete', Values: [5, 4, 2, 1], minutes: [4, 3, 1, 0] },
      ]);
    });

    it('gives the earliest first where asked, and periods as long as asked', async () => {
      const long = { ...SUM, MetricStat: { ...SUM.MetricStat, Period: 120 } } as MetricDataQuery;

      const [result] = await data([long], { ScanBy: 'TimestampAscending' });

      expect([result?.Values, result?.minutes]).toEqual([
        [3, 4, 11],
        [0, 2, 4],
      ]);
    });

    it('gives expressions, and not what they are made of unless asked', async () => {
      const queries = [
        { ...SUM, ReturnData: false },
        { Id: 'filled', Expression: 'FILL(sent, 0)', Label: 'Filled' },
      ];

      expect(await data(queries)).toMatchObject([{ Id: 'filled', Label: 'Filled', Values: [5, 4, 0, 2, 1] }]);
    });

    it.each<[string, MetricDataQuery[], Partial<GetMetricDataCommandInput>, string]>([
      [
        'a search',
        [{ Id: 'e', Expression: "SEARCH('x', 'Sum')" }],
        {},
        'The local stack does not have the function SEARCH.',
      ],
      [
        'periods of different lengths',
        [SUM, { ...SUM, Id: 'other', MetricStat: { ...SUM.MetricStat, Period: 300 } } as MetricDataQuery],
        {},
        'The local stack does not have metrics with different periods in one request.',
      ],
      [
        'an end before the start',
        [SUM],
        { EndTime: new Date(startOf(MINUTE) - 1) },
        'The parameter StartTime must be less than the parameter EndTime.',
      ],
    ])('refuses %s', async (_, queries, input, message) => {
      await expect(data(queries, input)).rejects.toMatchObject({ name: 'ValidationException', message });
    });
  });

  it('lists metrics by namespace, name and dimensions', async () => {
    const at = startOf(MINUTE);
    const add = (namespace: string, name: string, dimensions: Record<string, string>) =>
      cloudWatch.metrics.add({ namespace, name, dimensions, at, values: [1] });
    add('App', 'Sent', { service: 'mail' });
    add('App', 'Held', { service: 'mail' });
    add('Other', 'Sent', {});
    const list = async (input: object) => {
      const { Metrics = [] } = await client.send(new ListMetricsCommand(input));
      return Metrics.map(({ Namespace, MetricName }) => `${Namespace}/${MetricName}`);
    };

    expect(await list({})).toEqual(['App/Sent', 'App/Held', 'Other/Sent']);
    expect(await list({ Namespace: 'App', MetricName: 'Held' })).toEqual(['App/Held']);
    expect(await list({ Dimensions: [{ Name: 'service', Value: 'mail' }] })).toEqual([
      'App/Sent',
      'App/Held',
    ]);
    expect(await list({ Dimensions: [{ Name: 'other' }] })).toEqual([]);
  });

  it('refuses what it does not have, and names it', async () => {
    const put = new PutMetricDataCommand({ Namespace: 'App', MetricData: [] });

    await expect(client.send(put)).rejects.toMatchObject({
      name: 'InvalidAction',
      message:
        'PutMetricData is not here; the local CloudWatch has DescribeAlarmHistory, DescribeAlarms, GetMetricData, ListMetrics.',
      $metadata: { httpStatusCode: 400, attempts: 1 },
    });
  });

  it.each<[string, Record<string, string>, number]>([
    ['a request without a target', {}, 400],
    ['a target that every object has', { 'x-amz-target': 'GraniteServiceVersion20100801.toString' }, 400],
    ['a page of another site', { origin: 'http://example.com' }, 403],
  ])('refuses %s', async (_, headers, status) => {
    const response = await fetch(api.url, { method: 'POST', headers: new Headers(headers), body: '{}' });

    expect(response.status).toBe(status);
  });

  it('refuses what is no JSON', async () => {
    const headers = { 'x-amz-target': 'GraniteServiceVersion20100801.DescribeAlarms' };
    const response = await fetch(api.url, { method: 'POST', headers, body: '{' });

    expect([response.status, await response.json()]).toMatchObject([
      400,
      { __type: 'com.amazonaws.cloudwatch#SerializationException' },
    ]);
  });

  it('says in one sentence that its port is taken', async () => {
    const port = Number(new URL(api.url).port);

    await expect(
      serveCloudWatchApi(cloudWatch, { port, clock: aClock(0), gate: new Gate() }),
    ).rejects.toThrow(
      `Port ${port} of 127.0.0.1, wanted for CloudWatch, is taken: stop what listens there, or choose another with --port.`,
    );
  });
});

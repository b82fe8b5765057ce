import { afterEach, describe, expect, it } from '@jest/globals';
import { CloudWatch } from '../../../../../local/services/cloudwatch/cloudwatch.ts';
import { invocationMetrics } from '../../../../../local/services/cloudwatch/lambda-metrics.ts';
import { startOf } from '../../../../../local/services/cloudwatch/metric.ts';
import { NO_ACTIVITY } from '../../../../../local/services/ses/activity.ts';
import type { QueueSample } from '../../../../../local/services/sns-sqs/sampling/queue-sample.ts';
import { aMetric, MINUTE } from '../../../../support/local/a-store.ts';
import { aDefinition } from '../../../../support/local/an-alarm.ts';

const DAY = 24 * 60;

/** A queue with one message that came at {@link MINUTE}, from one minute to another. */
const aSample = (first: number, last: number, parts: Partial<QueueSample> = {}): QueueSample => ({
  queue: 'jobs',
  ...{ first: MINUTE + first, last: MINUTE + last },
  ...{ visible: 1, notVisible: 0, delayed: 0, oldestSince: startOf(MINUTE) },
  ...{ sent: 0, received: 0, deleted: 0, emptyReceives: 0 },
  ...parts,
});

const ofQueue = (MetricName: string) => ({
  Namespace: 'AWS/SQS',
  MetricName,
  Dimensions: [{ Name: 'QueueName', Value: 'jobs' }],
  Statistic: 'Maximum',
});

describe('CloudWatch of a stack', () => {
  const stopped: AbortController[] = [];

  afterEach(() => {
    for (const each of stopped.splice(0)) each.abort();
  });

  const aSignal = () => {
    const ending = new AbortController();
    stopped.push(ending);
    return ending.signal;
  };

  /** Watches alarms with a clock and queues that the test moves. */
  async function watching(...alarms: ReturnType<typeof aDefinition>[]) {
    const state = { now: startOf(MINUTE), ended: [] as QueueSample[], current: [] as QueueSample[] };
    const changes: string[] = [];
    const clock = { now: () => state.now, begin: () => {}, end: () => {}, memory: undefined };
    const cloudWatch = new CloudWatch(clock);
    await cloudWatch.watch({
      alarms,
      queues: new Set(['jobs']),
      sesActivity: async () => NO_ACTIVITY,
      queueSamples: async () => ({
        ...state,
        ended: state.ended.splice(0),
        current: state.current.splice(0),
      }),
      signal: aSignal(),
      act: ({ definition }, { at, to }) => changes.push(`${definition.name} ${at / 60_000 - MINUTE}: ${to}`),
    });
    return { state, cloudWatch, changes };
  }

  it('evaluates each minute of a jump over two weeks by what was known of it', async () => {
    const old = { ...ofQueue('ApproximateAgeOfOldestMessage'), Threshold: 10 * 86_400 };
    const { state, cloudWatch, changes } = await watching(aDefinition({ ...old, AlarmName: 'old' }));

    state.now = startOf(MINUTE + 14 * DAY);
    state.ended.push(aSample(0, 14 * DAY - 1));
    await cloudWatch.refresh();

    expect(changes).toEqual([`old ${10 * DAY + 1}: ALARM`]);
  });

  it('acts in the order of time, whatever the order of the alarms', async () => {
    const depth = (AlarmName: string, Threshold: number) =>
      aDefinition({ ...ofQueue('ApproximateNumberOfMessagesVisible'), AlarmName, Threshold });
    const { state, cloudWatch, changes } = await watching(depth('many', 4), depth('any', 0));

    state.now = startOf(MINUTE + 9);
    state.ended.push(aSample(0, 1), aSample(2, 3, { visible: 5 }), aSample(4, 8, { visible: 0 }));
    await cloudWatch.refresh();

    expect(changes).toEqual(['any 1: ALARM', 'many 3: ALARM', 'many 5: OK', 'any 5: OK']);
  });

  it('does not act on what the first evaluation finds, unless that is an alarm', async () => {
    const { changes, cloudWatch } = await watching(
      aDefinition({ AlarmName: 'fine' }),
      aDefinition({ AlarmName: 'silent', TreatMissingData: 'breaching' }),
    );

    expect(changes).toEqual(['silent 0: ALARM']);
    expect(cloudWatch.alarms.map(({ state }) => state)).toEqual(['OK', 'ALARM']);
  });

  it('has no metrics of queues that the template does not have', async () => {
    const { state, cloudWatch } = await watching();

    state.current.push(aSample(0, 0, { queue: 'events-of-topic' }), aSample(0, 0));
    await cloudWatch.refresh();

    const queues = cloudWatch.metrics.list().map(({ dimensions }) => dimensions.QueueName);
    expect(new Set(queues)).toEqual(new Set(['jobs']));
  });

  it('takes the minute that has not ended as it is now', async () => {
    const { state, cloudWatch } = await watching();
    state.now = startOf(MINUTE) + 20_000;
    state.current.push(aSample(0, 0));
    await cloudWatch.refresh();

    const read = (name: string) =>
      cloudWatch.metrics
        .find({ namespace: 'AWS/SQS', name, dimensions: { QueueName: 'jobs' } })
        ?.over(MINUTE, 1, ([bucket]) => bucket?.sum ?? 0);
    expect(['ApproximateAgeOfOldestMessage', 'ApproximateNumberOfMessagesVisible'].map(read)).toEqual([
      20, 1,
    ]);
  });

  it('goes on after the queues once did not answer', async () => {
    let answers = false;
    const now = startOf(MINUTE);
    const cloudWatch = new CloudWatch({ now: () => now, begin: () => {}, end: () => {}, memory: undefined });
    const watching = cloudWatch.watch({
      alarms: [],
      queues: new Set(),
      sesActivity: async () => NO_ACTIVITY,
      queueSamples: async () => {
        if (!answers) throw new Error('stopped');
        return { ended: [], current: [], now };
      },
      signal: aSignal(),
      act: () => {},
    });

    await expect(watching).rejects.toThrow('stopped');
    answers = true;
    await expect(cloudWatch.refresh()).resolves.toBeUndefined();
  });

  it('evaluates what functions have measured', async () => {
    const errors = {
      Namespace: 'AWS/Lambda',
      MetricName: 'Errors',
      Dimensions: [{ Name: 'FunctionName', Value: 'work' }],
    };
    const { state, cloudWatch, changes } = await watching(
      aDefinition({ ...errors, AlarmName: 'errors', Threshold: 0 }),
    );
    const record = { kind: 'ended', durationMilliseconds: 12, concurrentExecutions: 1 } as const;
    const add = (isError: boolean) => {
      for (const datum of invocationMetrics('work', { ...record, at: state.now, isError }))
        cloudWatch.metrics.add(datum);
    };

    add(false);
    await cloudWatch.refresh();
    const before = [...changes];
    add(true);
    await cloudWatch.refresh();

    expect([before, changes]).toEqual([[], ['errors 0: ALARM']]);
    expect(cloudWatch.metrics.find(aMetric('Errors'))).toBeUndefined();
  });
});

describe('invocationMetrics', () => {
  it('are those of Lambda, by function', () => {
    const record = {
      kind: 'ended',
      at: 5,
      durationMilliseconds: 12.5,
      isError: true,
      concurrentExecutions: 3,
    } as const;

    const metrics = invocationMetrics('work', record);

    expect(Object.fromEntries(metrics.map(({ name, values }) => [name, values[0]]))).toEqual({
      ConcurrentExecutions: 3,
      Duration: 12.5,
      Errors: 1,
      Invocations: 1,
      Throttles: 0,
    });
    expect(metrics[0]).toMatchObject({
      namespace: 'AWS/Lambda',
      dimensions: { FunctionName: 'work' },
      at: 5,
    });
  });

  it('are only a throttle of what was throttled', () => {
    expect(invocationMetrics('work', { kind: 'throttled', at: 5 })).toMatchObject([
      { name: 'Throttles', values: [1] },
    ]);
  });
});

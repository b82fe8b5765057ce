import { REAL_CLOCK } from '../../clock/clock.ts';
import type { DeployedResources } from '../../deploy/deployed-resources.ts';
import type { FunctionMonitor } from '../lambda/resources/function.ts';
import type { RunningService, ServiceOptions } from '../service.ts';
import { queue } from '../sns-sqs/resources/queue.ts';
import { topic } from '../sns-sqs/resources/topic.ts';
import { type ActionDependencies, actOnChange } from './alarm-actions.ts';
import { serveCloudWatchApi } from './api/cloudwatch-api.ts';
import { CloudWatch, type Watched } from './cloudwatch.ts';
import { metricsIn } from './emf.ts';
import { invocationMetrics } from './lambda-metrics.ts';
import { type LocalAlarm, localAlarm } from './local-alarm.ts';
import type { MetricDatum } from './metric.ts';
import { alarm, compositeAlarm } from './resources/alarm.ts';

/** CloudWatch's part of a stack. */
export interface RunningCloudWatch extends RunningService, FunctionMonitor {
  /** Begins to evaluate the alarms that have been deployed, and to act on their changes. */
  watch(stack: WatchedStack): Promise<void>;
  /** The alarms, evaluated on what has happened up to now. */
  alarms(): Promise<readonly LocalAlarm[]>;
}

/** What CloudWatch watches, and how it acts on that. */
export interface WatchedStack
  extends Pick<Watched, 'queueSamples' | 'sesActivity' | 'signal'>,
    Omit<ActionDependencies, 'topics'> {
  readonly deployed: DeployedResources;
}

/** Starts CloudWatch on loopback, with no alarms yet. */
export async function startCloudWatch({
  port,
  gate,
  clock = REAL_CLOCK,
}: Pick<ServiceOptions, 'port' | 'gate' | 'clock'>): Promise<RunningCloudWatch> {
  const cloudWatch = new CloudWatch(clock);
  const record = (datum: MetricDatum): void => cloudWatch.metrics.add(datum);
  const { url, stop } = await serveCloudWatchApi(cloudWatch, { port, clock, gate });
  return {
    url,
    logged: (line) => metricsIn(line).forEach(record),
    invoked: (name, done) => invocationMetrics(name, done).forEach(record),
    watch: ({ deployed, queueSamples, sesActivity, signal, ...actions }) => {
      const topics = new Set(deployed.of(topic).map(({ arn }) => arn));
      return cloudWatch.watch({
        alarms: deployed.of(alarm, compositeAlarm),
        queues: new Set(deployed.of(queue).map(({ name }) => name)),
        queueSamples,
        sesActivity,
        signal,
        act: actOnChange({ ...actions, topics }),
      });
    },
    alarms: async () => {
      await cloudWatch.refresh();
      return cloudWatch.alarms.map(localAlarm);
    },
    stop,
  };
}

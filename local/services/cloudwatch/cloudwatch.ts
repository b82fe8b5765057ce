import type { Clock } from '../../clock/clock.ts';
import { NO_ACTIVITY } from '../ses/activity.ts';
import type { GatedSes } from '../ses/start-ses.ts';
import type { SnsSqsEmulator } from '../sns-sqs/fauxqs.ts';
import type { QueueSample } from '../sns-sqs/sampling/queue-sample.ts';
import { Alarm, type Transition } from './alarm.ts';
import type { AlarmDefinition } from './alarm-definition.ts';
import { minuteOf } from './metric.ts';
import { MetricStore } from './metric-store.ts';
import { storeSamples } from './queue-metrics.ts';
import { sesMetrics } from './ses-metrics.ts';
import { lostMetric } from './topic-metrics.ts';

/** How often alarms are evaluated, in real milliseconds, so that a person does not wait for the minute's end. */
const INTERVAL_MILLISECONDS = 2_000;

/** After a long jump of the clock, so many minutes are stored and evaluated at a time. */
const SLICE_MINUTES = 6 * 60;

/** What is watched from the time on at which it has been deployed. */
export interface Watched {
  readonly alarms: readonly AlarmDefinition[];
  /** The names of the queues that have metrics. */
  readonly queues: ReadonlySet<string>;
  /** What the queues held and did since this was asked for last. */
  readonly queueSamples: SnsSqsEmulator['queueSamples'];
  /** What SES measured since this was asked for last. */
  readonly sesActivity: GatedSes['activity'];
  /** Ends it. */
  readonly signal: AbortSignal;
  /** Acts on the changes of an alarm. */
  readonly act: (alarm: Alarm, transition: Transition) => void;
}

/** A change, and whose. */
interface Change {
  readonly alarm: Alarm;
  readonly transition: Transition;
}

/** The metrics of a stack, and the alarms on them. */
export class CloudWatch {
  readonly metrics = new MetricStore();
  readonly #clock: Clock;
  #queueSamples: Watched['queueSamples'];
  #sesActivity: Watched['sesActivity'] = async () => NO_ACTIVITY;
  #alarms: readonly Alarm[] = [];
  #queues: ReadonlySet<string> = new Set();
  #act: Watched['act'] = () => {};
  /** The minute that has not been evaluated. */
  #minute: number;
  #refreshing: Promise<void> = Promise.resolve();

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#queueSamples = async () => ({ ended: [], current: [], now: clock.now() });
    this.#minute = minuteOf(clock.now());
  }

  /** As they were evaluated last. */
  get alarms(): readonly Alarm[] {
    return this.#alarms;
  }

  /** Begins to evaluate alarms. Their first evaluation is no change, unless it finds one in alarm. */
  async watch({ alarms, queues, queueSamples, sesActivity, signal, act }: Watched): Promise<void> {
    const now = this.#clock.now();
    this.#queues = queues;
    this.#queueSamples = queueSamples;
    this.#sesActivity = sesActivity;
    this.#minute = minuteOf(now);
    this.#alarms = alarms.map((definition) => new Alarm(definition, now));
    this.#act = (alarm, transition) => {
      if (transition.to === 'ALARM') act(alarm, transition);
    };
    await this.refresh();
    this.#act = act;
    const timer = setInterval(() => void this.refresh().catch(() => {}), INTERVAL_MILLISECONDS).unref();
    signal.addEventListener('abort', () => clearInterval(timer));
  }

  /**
   * Takes in what has been measured up to now and evaluates every minute that has passed, so that what was in alarm for
   * a while is in the alarms' history, though the clock has jumped over it.
   *
   * @throws Error where the queues do not answer, since the stack stops.
   */
  refresh(): Promise<void> {
    const refreshed = this.#refreshing.then(() => this.#evaluate());
    this.#refreshing = refreshed.catch(() => {});
    return refreshed;
  }

  async #evaluate(): Promise<void> {
    const [{ ended, current, lost = [], now }, activity] = await Promise.all([
      this.#queueSamples(),
      this.#sesActivity(),
    ]);
    for (const each of [...lost.map(lostMetric), ...sesMetrics(activity)]) this.metrics.add(each);
    const minute = minuteOf(now);
    while (this.#minute < minute) {
      const end = Math.min(minute, this.#minute + SLICE_MINUTES);
      this.#store(ended, now, { first: this.#minute, end });
      this.#changes((alarm) => alarm.advance(end, this.metrics));
      this.metrics.prune(end);
      this.#minute = end;
    }
    this.#store(current, now, { first: minute, end: minute + 1 });
    this.#changes((alarm) => [...alarm.advance(minute, this.metrics), ...alarm.lookAhead(now, this.metrics)]);
  }

  /** Stores the samples of the template's queues, of the minutes from `first` until `end`. */
  #store(samples: readonly QueueSample[], now: number, { first, end }: { first: number; end: number }): void {
    const clipped = samples
      .filter((sample) => this.#queues.has(sample.queue) && sample.first < end && sample.last >= first)
      .map((each) => ({ ...each, first: Math.max(first, each.first), last: Math.min(end - 1, each.last) }));
    storeSamples(clipped, now, this.metrics);
  }

  /** Acts on what has changed, in the order of time. */
  #changes(evaluate: (alarm: Alarm) => readonly Transition[]): void {
    const changes: Change[] = this.#alarms.flatMap((alarm) =>
      evaluate(alarm).map((transition) => ({ alarm, transition })),
    );
    changes.sort((one, other) => one.transition.at - other.transition.at);
    for (const { alarm, transition } of changes) this.#act(alarm, transition);
  }
}

import type { AlarmDefinition, Evaluation } from './alarm-definition.ts';
import { type AlarmState, evaluationRange, isBreaching, type Judgement, judge } from './alarm-rules.ts';
import { minuteOf, startOf } from './metric.ts';
import type { MetricStore } from './metric-store.ts';
import type { Points } from './points.ts';
import { stateReason } from './state-reason.ts';
import { PERIODS_BEFORE, windowMinutes } from './window.ts';

/** A change of an alarm's state. */
export interface Transition {
  /** Milliseconds since the epoch by the stack's clock. */
  readonly at: number;
  readonly from: AlarmState;
  readonly to: AlarmState;
  readonly reason: string;
}

/** More are forgotten, the oldest first. */
const MAX_HISTORY = 100;

/** An alarm with its state, evaluated at the end of each minute. */
export class Alarm {
  readonly definition: AlarmDefinition;
  #state: AlarmState = 'INSUFFICIENT_DATA';
  #reason = 'Unchecked: Initial alarm creation';
  #since: number;
  readonly #createdAt: number;
  #history: Transition[] = [];
  /** The minute at whose start it is evaluated next. */
  #next: number;
  /** Whether it must be evaluated though nothing has changed. */
  #isDue = true;

  /** @param now milliseconds since the epoch by the stack's clock. */
  constructor(definition: AlarmDefinition, now: number) {
    this.definition = definition;
    this.#createdAt = now;
    this.#since = now;
    this.#next = minuteOf(now);
    if ('needs' in definition.evaluation) this.#reason = notEvaluated(definition.evaluation.needs);
  }

  get state(): AlarmState {
    return this.#state;
  }

  get reason(): string {
    return this.#reason;
  }

  /** Since when it is in its state, in milliseconds since the epoch by the stack's clock. */
  get since(): number {
    return this.#since;
  }

  get createdAt(): number {
    return this.#createdAt;
  }

  /** Oldest first. */
  get history(): readonly Transition[] {
    return this.#history;
  }

  /**
   * Evaluates it at the start of every minute from the last one on up to `minute`, all of whose values are in the
   * store. Where no value has changed in between, its state cannot have.
   */
  advance(minute: number, store: MetricStore): Transition[] {
    const { evaluation } = this.definition;
    if ('needs' in evaluation) return [];
    const window = windowMinutes(evaluation);
    const series = evaluation.queries.metrics.flatMap(({ metric }) => store.find(metric) ?? []);
    const changes = (at: number) => series.some((each) => each.changesAt(at));
    let changedAt = this.#next - window - 1;
    for (let at = changedAt + 1; at < this.#next - 1; at += 1) if (changes(at)) changedAt = at;
    const transitions: Transition[] = [];
    for (; this.#next <= minute; this.#next += 1) {
      if (changes(this.#next - 1)) changedAt = this.#next - 1;
      if (!this.#isDue && changedAt < this.#next - window) continue;
      this.#isDue = false;
      const { judgement, reason } = this.#judge(evaluation, this.#next, store);
      transitions.push(...this.#become(judgement.state, reason, startOf(this.#next)));
    }
    return transitions;
  }

  /**
   * Looks at the minute that has not ended, for whoever does not want to wait for its end: if the latest value is too
   * high already, the alarm is one. A value that is too low may still grow, and whether a value is missing only the
   * minute's end tells. The alarm is none again only then, too.
   */
  lookAhead(now: number, store: MetricStore): Transition[] {
    const { evaluation } = this.definition;
    if ('needs' in evaluation || !evaluation.rules.comparison.startsWith('Greater')) return [];
    const { judgement, points, reason } = this.#judge(evaluation, minuteOf(now) + 1, store);
    if (judgement.state !== 'ALARM' || !isBreaching(points.at(-1), evaluation.rules)) return [];
    const transitions = this.#become('ALARM', reason, now);
    if (transitions.length > 0) this.#isDue = true;
    return transitions;
  }

  #judge({ queries, step, rules }: Evaluation, end: number, store: MetricStore) {
    const range = evaluationRange(rules);
    const length = range + PERIODS_BEFORE;
    const grid = { first: end - length * step, step, length };
    const [id = ''] = queries.returned;
    const points: Points = queries.evaluate(id, grid, store).slice(PERIODS_BEFORE);
    const judgement: Judgement = judge(points, rules);
    const timeOf = (index: number) => startOf(end - (range - index) * step);
    return { judgement, points, reason: () => stateReason(judgement, rules, timeOf) };
  }

  #become(state: AlarmState | undefined, reason: () => string, moment: number): Transition[] {
    if (state === undefined || state === this.#state) return [];
    const at = Math.max(moment, this.#createdAt);
    const transition = { at, from: this.#state, to: state, reason: reason() };
    this.#state = state;
    this.#reason = transition.reason;
    this.#since = at;
    this.#history = [...this.#history, transition].slice(-MAX_HISTORY);
    return [transition];
  }
}

/** The sentence that stands in the place of a reason. */
function notEvaluated(needs: string): string {
  return `The local stack does not evaluate this alarm: it needs ${needs}.`;
}

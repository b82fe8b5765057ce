import type { SeriesPoint } from '../api.ts';
import type { LogEventKind } from './log-event.ts';

/** What a point tells of a moment rather than of the time before it. */
export type Levels = Pick<
  SeriesPoint,
  'waiting' | 'inFlight' | 'deadLetters' | 'oldestSeconds' | 'quotaUsed'
>;

type Counted = 'sent' | 'retried' | 'held' | 'rejected' | 'expired';

const COUNTS: Readonly<Partial<Record<LogEventKind, Counted>>> = {
  sent: 'sent',
  retry: 'retried',
  hold: 'held',
  reject: 'rejected',
  expire: 'expired',
};

const NOTHING: Readonly<Record<Counted, number>> = { sent: 0, retried: 0, held: 0, rejected: 0, expired: 0 };

/** Makes a point of what happened since the one before, and keeps the last ones. */
export class Series {
  readonly #most: number;
  #points: SeriesPoint[] = [];
  #counts = { ...NOTHING };
  #deliveryTimes: number[] = [];
  #published: number | undefined;

  /** @param most so many points are kept. */
  constructor(most: number) {
    this.#most = most;
  }

  /** Oldest first. */
  get points(): readonly SeriesPoint[] {
    return this.#points;
  }

  /** Puts points in the place of all, and gives those that are later than these were. */
  replace(points: readonly SeriesPoint[]): readonly SeriesPoint[] {
    const last = this.#points.at(-1)?.at ?? '';
    this.#points = points.slice(-this.#most);
    return this.#points.filter(({ at }) => at > last);
  }

  count(kind: LogEventKind): void {
    const counted = COUNTS[kind];
    if (counted !== undefined) this.#counts[counted] += 1;
  }

  took(milliseconds: readonly number[]): void {
    this.#deliveryTimes.push(...milliseconds);
  }

  /**
   * @param at in milliseconds since the epoch.
   * @param seconds since the point before.
   * @param published in all.
   */
  add(at: number, seconds: number, published: number, levels: Levels): SeriesPoint {
    const times = this.#deliveryTimes.toSorted((one, other) => one - other);
    const point = {
      at: new Date(at).toISOString(),
      seconds,
      published: Math.max(0, published - (this.#published ?? published)),
      ...this.#counts,
      ...levels,
      latencyP50: quantile(times, 0.5),
      latencyP99: quantile(times, 0.99),
    };
    this.#points = [...this.#points, point].slice(-this.#most);
    this.#counts = { ...NOTHING };
    this.#deliveryTimes = [];
    this.#published = published;
    return point;
  }
}

/** Of what is sorted; `null` of nothing. */
function quantile(sorted: readonly number[], share: number): number | null {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
}

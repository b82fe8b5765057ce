import { Bucket } from './bucket.ts';
import type { MetricId } from './metric.ts';
import type { Statistic } from './statistic.ts';

/** The values of one metric by the minute, counted since the epoch. */
export class Series {
  readonly id: MetricId;
  readonly #buckets = new Map<number, Bucket>();

  constructor(id: MetricId) {
    this.id = id;
  }

  /** Adds values to those that the minute has. */
  add(minute: number, values: readonly number[]): void {
    let bucket = this.#buckets.get(minute);
    if (!bucket) {
      bucket = new Bucket();
      this.#buckets.set(minute, bucket);
    }
    for (const value of values) bucket.add(value);
  }

  /** Gives the minute one value, in the place of what it had. Not for a series that values are added to. */
  set(minute: number, value: number): void {
    const before = this.#buckets.get(minute - 1);
    // Two weeks in which nothing happens are 20,000 minutes with the same value.
    const bucket = before?.count === 1 && before.sum === value ? before : new Bucket();
    if (bucket.count === 0) bucket.add(value);
    this.#buckets.set(minute, bucket);
  }

  /** Leaves the minute without a value. */
  delete(minute: number): void {
    this.#buckets.delete(minute);
  }

  /** A statistic over the minutes from `first` on; `undefined` where there is no value in them. */
  over(first: number, minutes: number, statistic: Statistic): number | undefined {
    const buckets: Bucket[] = [];
    for (let minute = first; minute < first + minutes; minute += 1) {
      const bucket = this.#buckets.get(minute);
      if (bucket) buckets.push(bucket);
    }
    return buckets.length === 0 ? undefined : statistic(buckets);
  }

  /** Whether the minute differs from the one before. */
  changesAt(minute: number): boolean {
    const before = this.#buckets.get(minute - 1);
    const bucket = this.#buckets.get(minute);
    if (bucket === undefined || before === undefined) return bucket !== before;
    return bucket !== before && !bucket.equals(before);
  }

  /** Drops what is older than the minute; says whether anything is left. */
  keepFrom(minute: number): boolean {
    for (const each of this.#buckets.keys()) if (each < minute) this.#buckets.delete(each);
    return this.#buckets.size > 0;
  }
}

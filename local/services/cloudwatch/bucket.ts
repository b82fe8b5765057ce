/** Beyond so many values in a minute, percentiles are those of a sample. */
const MAX_VALUES = 1_000;

/** The values of one metric within one minute. */
export class Bucket {
  count = 0;
  sum = 0;
  minimum = Number.POSITIVE_INFINITY;
  maximum = Number.NEGATIVE_INFINITY;
  #values: number[] = [];
  /** One in so many values is kept. */
  #stride = 1;

  /** For percentiles: all values, or evenly chosen ones where there are too many. */
  get values(): readonly number[] {
    return this.#values;
  }

  add(value: number): void {
    if (this.count % this.#stride === 0) this.#keep(value);
    this.count += 1;
    this.sum += value;
    this.minimum = Math.min(this.minimum, value);
    this.maximum = Math.max(this.maximum, value);
  }

  /** Whether no statistic could tell the two apart, as far as values that are kept in full go. */
  equals(other: Bucket): boolean {
    return (
      this.count === other.count &&
      this.sum === other.sum &&
      this.minimum === other.minimum &&
      this.maximum === other.maximum &&
      this.#values.every((value, index) => value === other.values[index])
    );
  }

  #keep(value: number): void {
    this.#values.push(value);
    if (this.#values.length <= MAX_VALUES) return;
    this.#values = this.#values.filter((_, index) => index % 2 === 0);
    this.#stride *= 2;
  }
}

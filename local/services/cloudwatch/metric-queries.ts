import { compileExpression, type MathExpression, type ParseExpression } from './math-expression.ts';
import { aSeries, type MathValue } from './math-value.ts';
import { type MetricStat, pointsOf } from './metric-stat.ts';
import type { MetricStore } from './metric-store.ts';
import type { Grid, Points } from './points.ts';
import { UnsupportedError } from './unsupported-error.ts';

/** A metric, or an expression over others, by its id. */
export interface MetricQuery {
  readonly id: string;
  /** Whether it is what the queries are for. */
  readonly returnsData: boolean;
  readonly of: MetricStat | { readonly expression: string };
}

type Compiled = MetricStat | MathExpression;

/** Metrics and expressions that refer to each other. */
export class MetricQueries {
  readonly #queries = new Map<string, Compiled>();
  readonly #returned: readonly string[];

  /**
   * @param parse the parser of expressions; needed where there is one.
   * @throws UnsupportedError naming what the local stack does not have, or where a reference leads nowhere.
   */
  constructor(queries: readonly MetricQuery[], parse: ParseExpression | undefined) {
    for (const { id, of } of queries) {
      if (!('expression' in of)) this.#queries.set(id, of);
      else if (parse) this.#queries.set(id, compileExpression(of.expression, parse));
      else throw new UnsupportedError('the package jsep for an expression');
    }
    this.#returned = queries.filter(({ returnsData }) => returnsData).map(({ id }) => id);
    for (const id of this.#queries.keys()) this.#refuseCircle(id, []);
    // What goes wrong with the kinds of values goes wrong without values too.
    for (const id of this.#returned) this.points(id, { first: 0, step: 1, length: 2 }, () => [0, 0]);
  }

  /** The ids of what the queries are for. */
  get returned(): readonly string[] {
    return this.#returned;
  }

  /** The metrics that they look at. */
  get metrics(): MetricStat[] {
    return [...this.#queries.values()].filter((query) => 'metric' in query);
  }

  /** The values of a query in each period of the grid, by the metrics in the store. */
  evaluate(id: string, grid: Grid, store: MetricStore): Points {
    return this.points(id, grid, (stat) => pointsOf(stat, grid, store));
  }

  /** The values of a query, by those of the metrics. A number stands for itself in each period. */
  points(id: string, { length }: Grid, measure: (stat: MetricStat) => Points): Points {
    const known = new Map<string, MathValue>();
    const lookUp = (each: string): MathValue => {
      const query = this.#queries.get(each);
      const value =
        known.get(each) ??
        (query && 'evaluate' in query ? query.evaluate(lookUp) : query && aSeries(measure(query)));
      if (!value) throw new UnsupportedError(`${each}, which no metric has as its id`);
      known.set(each, value);
      return value;
    };
    const value = lookUp(id);
    if (value.kind === 'list') throw new UnsupportedError('an expression that gives several time series');
    if (value.kind === 'series') return value.points;
    return Array.from({ length }, () => (Number.isFinite(value.value) ? value.value : undefined));
  }

  #refuseCircle(id: string, path: readonly string[]): void {
    if (path.includes(id)) throw new UnsupportedError(`an expression, ${id}, that refers to itself`);
    const query = this.#queries.get(id);
    if (!query || !('ids' in query)) return;
    for (const other of query.ids) this.#refuseCircle(other, [...path, id]);
  }
}

import { own } from '../../../template/json.ts';
import { aNumber, aSeries, type MathValue, mapValues } from './math-value.ts';
import type { Points } from './points.ts';
import { UnsupportedError } from './unsupported-error.ts';

/** How missing values are filled: with a number, or by their neighbours. */
export type Filling = number | 'REPEAT' | 'LINEAR';

/** Makes one number of at least one. */
type Reduce = (values: readonly number[]) => number;

const sum: Reduce = (values) => values.reduce((total, value) => total + value, 0);

const REDUCTIONS: Readonly<Record<string, Reduce>> = {
  AVG: (values) => sum(values) / values.length,
  MAX: (values) => values.reduce((one, other) => Math.max(one, other)),
  MIN: (values) => values.reduce((one, other) => Math.min(one, other)),
  SUM: sum,
};

const MAPPINGS: Readonly<Record<string, (points: Points) => Points>> = {
  ABS: (points) => points.map((value) => (value === undefined ? undefined : Math.abs(value))),
  DIFF: differences,
};

/** Whether there is a function of that name with one argument. */
export function isFunction(name: string): boolean {
  return Object.hasOwn(REDUCTIONS, name) || Object.hasOwn(MAPPINGS, name);
}

/**
 * Calls a function of metric math with one argument.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
export function callFunction(name: string, argument: MathValue): MathValue {
  const map = own(MAPPINGS, name);
  if (map) return mapValues(argument, map);
  const reduce = own(REDUCTIONS, name);
  if (!reduce) throw new UnsupportedError(`the function ${name}`);
  if (argument.kind === 'number') return argument;
  if (argument.kind === 'list') return aSeries(acrossSeries(argument.items, reduce, name === 'AVG'));
  const values = argument.points.filter((value) => value !== undefined);
  return aNumber(values.length === 0 ? Number.NaN : reduce(values));
}

/** Fills the missing values of a series, or of several. */
export function fill(argument: MathValue, filling: Filling): MathValue {
  if (argument.kind === 'number') throw new UnsupportedError('FILL of a number');
  if (filling === 'REPEAT') return mapValues(argument, repeated);
  if (filling === 'LINEAR') return mapValues(argument, interpolated);
  return mapValues(argument, (points) => points.map((value) => value ?? filling));
}

/** Period by period; one series has no value where others have, which for an average counts as zero. */
function acrossSeries(items: readonly Points[], reduce: Reduce, countsMissing: boolean): Points {
  const length = Math.max(0, ...items.map((points) => points.length));
  return Array.from({ length }, (_, index) => {
    const all = items.map((points) => points[index]);
    const values = all.filter((value) => value !== undefined);
    if (values.length === 0) return undefined;
    return reduce(countsMissing ? all.map((value) => value ?? 0) : values);
  });
}

/** What each value has more than the one before it; the first has none before it. */
function differences(points: Points): Points {
  let before: number | undefined;
  return points.map((value) => {
    if (value === undefined) return undefined;
    const difference = before === undefined ? undefined : value - before;
    before = value;
    return difference;
  });
}

function repeated(points: Points): Points {
  let before: number | undefined;
  return points.map((value) => {
    before = value ?? before;
    return before;
  });
}

/** On the line between the values before and after; beyond the first and the last there is none. */
function interpolated(points: Points): Points {
  return points.map((value, index) => {
    if (value !== undefined) return value;
    const before = points.findLastIndex((each, place) => place < index && each !== undefined);
    const after = points.findIndex((each, place) => place > index && each !== undefined);
    const [start, end] = [points[before], points[after]];
    if (start === undefined || end === undefined) return undefined;
    return start + ((end - start) * (index - before)) / (after - before);
  });
}

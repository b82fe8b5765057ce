import type { Points } from './points.ts';
import { UnsupportedError } from './unsupported-error.ts';

/** What a part of an expression gives: a number, a time series, or several. */
export type MathValue =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'series'; readonly points: Points }
  | { readonly kind: 'list'; readonly items: readonly Points[] };

export function aNumber(value: number): MathValue {
  return { kind: 'number', value };
}

export function aSeries(points: Points): MathValue {
  return { kind: 'series', points };
}

/** Applies `operate` to each value of a number, a series or several. */
export function mapValues(value: MathValue, operate: (points: Points) => Points): MathValue {
  if (value.kind === 'list') return { kind: 'list', items: value.items.map(operate) };
  if (value.kind === 'series') return aSeries(operate(value.points));
  return aNumber(operate([value.value])[0] ?? Number.NaN);
}

/**
 * Applies `operate` to two values, period by period. Where either has no value, or the result is none, as that of a
 * division by zero, there is none.
 */
export function combine(
  one: MathValue,
  other: MathValue,
  operate: (a: number, b: number) => number,
): MathValue {
  if (one.kind === 'list' || other.kind === 'list') {
    throw new UnsupportedError('arithmetic with several time series at once');
  }
  if (one.kind === 'number' && other.kind === 'number') return aNumber(operate(one.value, other.value));
  const length =
    one.kind === 'series' ? one.points.length : other.kind === 'series' ? other.points.length : 0;
  const at = (value: typeof one, index: number) =>
    value.kind === 'series' ? value.points[index] : value.value;
  return aSeries(
    Array.from({ length }, (_, index) => {
      const [a, b] = [at(one, index), at(other as typeof one, index)];
      const result = a === undefined || b === undefined ? Number.NaN : operate(a, b);
      return Number.isFinite(result) ? result : undefined;
    }),
  );
}

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { loadParser } from '../../../../../local/services/cloudwatch/expression-parser.ts';
import { MetricQueries, type MetricQuery } from '../../../../../local/services/cloudwatch/metric-queries.ts';
import { metricStatOf } from '../../../../../local/services/cloudwatch/metric-stat.ts';
import type { Points } from '../../../../../local/services/cloudwatch/points.ts';
import { cases } from '../../../../support/any/cases.ts';
import { aMetric, aStore, MINUTE } from '../../../../support/local/a-store.ts';

const parse = await loadParser();

const aMetricQuery = (id: string): MetricQuery => ({
  id,
  returnsData: false,
  of: metricStatOf(aMetric(id), 'Sum', 60),
});

const anExpression = (id: string, expression: string, returnsData = false): MetricQuery => ({
  id,
  returnsData,
  of: { expression },
});

/** What an expression over metrics gives, whose ids are their names; others may be given beside it. */
function evaluated(
  expression: string,
  metrics: Readonly<Record<string, Points>>,
  others: Readonly<Record<string, string>> = {},
): Points {
  const queries = new MetricQueries(
    [
      ...Object.keys(metrics).map(aMetricQuery),
      ...Object.entries(others).map(([id, text]) => anExpression(id, text)),
      anExpression('result', expression, true),
    ],
    parse,
  );
  const length = Math.max(...Object.values(metrics).map((points) => points.length));
  return queries.evaluate('result', { first: MINUTE, step: 1, length }, aStore(metrics));
}

const __ = undefined;

describe('an expression', () => {
  it.each<[string, Points]>([
    ['a + b', [11, __, __, 44]],
    ['a - b', [-9, __, __, -36]],
    ['a * 2', [2, 4, __, 8]],
    ['100 * a / b', [10, __, __, 10]],
    ['a / (a - 4)', [1 / -3, 2 / -2, __, __]],
    ['-a + 1', [0, -1, __, -3]],
    ['(a + 1) * 2 - 3 / 3', [3, 5, __, 9]],
    ['7', [7, 7, 7, 7]],
    ['ABS(1 - a)', [0, 1, __, 3]],
    ['MAX(a)', [4, 4, 4, 4]],
    ['MIN(a)', [1, 1, 1, 1]],
    ['SUM(a)', [7, 7, 7, 7]],
    ['AVG(b)', [25, 25, 25, 25]],
    ['a - MIN(a)', [0, 1, __, 3]],
    ['MAX([a, b])', [10, 2, __, 40]],
    ['MIN([a, b])', [1, 2, __, 4]],
    ['SUM([a, b, a])', [12, 4, __, 48]],
    ['AVG([a, b])', [5.5, 1, __, 22]],
    ['MAX([[a, b], a])', [10, 2, __, 40]],
    ['FILL(a, 0)', [1, 2, 0, 4]],
    ['FILL(a, -1)', [1, 2, -1, 4]],
    ['FILL(a, REPEAT)', [1, 2, 2, 4]],
    ['FILL(b, LINEAR)', [10, 20, 30, 40]],
    ['SUM(FILL([a, b], 0))', [11, 2, 0, 44]],
    ['DIFF(a)', [__, 1, __, 2]],
    ['DIFF(FILL(a, REPEAT))', [__, 1, 0, 2]],
    ['FILL(FILL(late, REPEAT), 0)', [0, 0, 5, 5]],
  ])('%s', (expression, expected) => {
    const metrics = { a: [1, 2, __, 4], b: [10, __, __, 40], late: [__, __, 5, __] };

    expect(evaluated(expression, metrics)).toEqual(expected);
  });

  it('may refer to others, in any order', () => {
    expect(evaluated('twice + a', { a: [1, 2] }, { twice: 'once * 2', once: 'a + 1' })).toEqual([5, 8]);
  });

  it.each([
    ['IF(a > 1, 1, 0)', 'the function IF'],
    ['a > 1', 'the operator >'],
    ['a && a', 'the operator &&'],
    ['!a', 'the operator !'],
    ['SEARCH("{App}", "Sum", 60)', 'the function SEARCH'],
    ['ANOMALY_DETECTION_BAND(a, 2)', 'the function ANOMALY_DETECTION_BAND'],
    ['SUM(METRICS())', 'the function METRICS'],
    ['SUM(METRICS("a"))', 'the function METRICS'],
    ['TIME_SERIES(1)', 'the function TIME_SERIES'],
    ['toString(a)', 'the function toString'],
    ['RATE(a)', 'the function RATE'],
    ['PERIOD(a)', 'the function PERIOD'],
    ['MAX(a, a)', 'MAX with 2 arguments'],
    ['FILL(a)', 'FILL without two arguments'],
    ['FILL(a, a)', 'FILL with a time series as filling'],
    ['a + missing', 'missing, which no metric has as its id'],
    ['[a, a] + 1', 'arithmetic with several time series at once'],
    ['[a, a]', 'an expression that gives several time series'],
    ['MAX([a, 1])', 'a number in a list of time series'],
    ['a.b', 'an expression with a MemberExpression'],
    ['a +', 'the expression a +'],
    ["'a'", "the text 'a' in an expression"],
    ['result + 1', 'an expression, result, that refers to itself'],
    ['SELECT MAX(x) FROM y', 'an expression with a Compound'],
  ])('is refused, and what it needs is named: %s', (expression, message) => {
    expect(() => evaluated(expression, { a: [1, 2] })).toThrow(
      expect.objectContaining({ name: 'UnsupportedError', message }),
    );
  });

  const series = fc.array(fc.option(fc.integer({ min: -50, max: 50 }), { nil: undefined }), {
    minLength: 4,
    maxLength: 4,
  });
  const holds = (law: (a: Points, b: Points) => void) =>
    fc.assert(
      fc.property(series, series, (a, b) => law(a, b)),
      { numRuns: cases(50) },
    );
  const same = (one: string, other: string, a: Points, b: Points) =>
    expect(evaluated(one, { a, b })).toEqual(evaluated(other, { a, b }));

  it('adds in any order', () => holds((a, b) => same('a + b', 'b + a', a, b)));

  it('finds no less in a maximum than in a minimum', () =>
    holds((a, b) => {
      const spread = evaluated('MAX([a, b]) - MIN([a, b])', { a, b });
      expect(spread.every((value) => value === undefined || value >= 0)).toBe(true);
    }));

  it('leaves nothing missing once filled, and fills nothing twice', () =>
    holds((a, b) => {
      expect(evaluated('FILL(a, 3)', { a, b })).not.toContain(undefined);
      same('FILL(a, 3)', 'FILL(FILL(a, 3), 4)', a, b);
    }));

  it('has differences that lead from the first to the last value', () =>
    holds((a) => {
      const full = a.map((value) => value ?? 0);
      const [, ...steps] = evaluated('DIFF(a)', { a: full });
      const total = steps.reduce<number>((sum, step) => sum + (step ?? 0), 0);
      expect(total).toBe(Number(full.at(-1)) - Number(full[0]));
    }));
});

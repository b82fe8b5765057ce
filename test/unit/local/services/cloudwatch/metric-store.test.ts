import { describe, expect, it } from '@jest/globals';
import { startOf } from '../../../../../local/services/cloudwatch/metric.ts';
import { metricStatOf, pointsOf } from '../../../../../local/services/cloudwatch/metric-stat.ts';
import { MetricStore, RETENTION_MINUTES } from '../../../../../local/services/cloudwatch/metric-store.ts';
import { aMetric, aStore, MINUTE } from '../../../../support/local/a-store.ts';

const sumOf = (name: string, seconds: number) => metricStatOf(aMetric(name), 'Sum', seconds);

describe('pointsOf', () => {
  it('gives a value for each period, and none for a period without values', () => {
    const store = aStore({ Sent: [1, 2, undefined, undefined, 5] });
    const grid = { first: MINUTE, step: 2, length: 3 };

    expect(pointsOf(sumOf('Sent', 120), grid, store)).toEqual([3, undefined, 5]);
  });

  it('adds up what comes in the same minute', () => {
    const store = aStore({ Sent: [1] });
    store.add({ ...aMetric('Sent'), at: startOf(MINUTE) + 59_999, values: [10, 100] });

    expect(pointsOf(sumOf('Sent', 60), { first: MINUTE, step: 1, length: 2 }, store)).toEqual([
      111,
      undefined,
    ]);
  });

  it('tells metrics apart by their dimensions, in whatever order', () => {
    const store = new MetricStore();
    const at = startOf(MINUTE);
    store.add({ namespace: 'App', name: 'Sent', dimensions: { a: '1', b: '2' }, at, values: [1] });
    store.add({ namespace: 'App', name: 'Sent', dimensions: { b: '2', a: '1' }, at, values: [1] });
    store.add({ namespace: 'App', name: 'Sent', dimensions: { a: '2', b: '1' }, at, values: [1] });

    expect(store.list()).toHaveLength(2);
  });
});

describe('metricStatOf', () => {
  it.each([
    ['tm99', 60, 'the statistic tm99'],
    ['Sum', 10, 'a period of 10 seconds'],
    ['Sum', 90, 'a period of 90 seconds'],
    ['Sum', Number.NaN, 'a period of NaN seconds'],
  ])('refuses %s over %s seconds', (statistic, seconds, message) => {
    expect(() => metricStatOf(aMetric('Sent'), statistic, seconds)).toThrow(message);
  });
});

describe('a MetricStore', () => {
  it('drops what is older than a day', () => {
    const store = aStore({ Old: [1], Kept: [1, undefined, 1] });

    store.prune(MINUTE + RETENTION_MINUTES + 2);

    expect(store.list().map(({ name }) => name)).toEqual(['Kept']);
    expect(store.find(aMetric('Kept'))?.over(MINUTE, 1, () => 1)).toBeUndefined();
  });

  it('keeps no more metrics than it has room for', () => {
    const store = new MetricStore();
    for (let index = 0; index < 2_100; index += 1) {
      store.add({ ...aMetric(`m${index}`), at: 0, values: [1] });
    }

    expect(store.list()).toHaveLength(2_000);
  });
});

describe('a Series', () => {
  it('changes where a value differs, comes or goes', () => {
    const series = aStore({ Sent: [1, 1, 2, undefined, undefined, 2] }).find(aMetric('Sent'));
    const minutes = Array.from({ length: 8 }, (_, index) => MINUTE + index);

    expect(minutes.map((minute) => series?.changesAt(minute))).toEqual([
      ...[true, false, true, true, false, true, true, false],
    ]);
  });

  it('has one value in a minute that is set again', () => {
    const series = new MetricStore().open(aMetric('Depth'));
    series?.set(MINUTE, 1);
    series?.set(MINUTE + 1, 1);
    series?.set(MINUTE, 7);

    const values = [MINUTE, MINUTE + 1].map((minute) =>
      series?.over(minute, 1, ([bucket]) => bucket?.sum ?? 0),
    );
    expect(values).toEqual([7, 1]);
  });
});

import { createContext, runInContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import { followClock, shiftDate } from '../../../../local/clock/shifted-date.ts';

const NOW = Date.UTC(2030, 0, 2, 3, 4, 5, 6);

/** What `expression` gives where `Date` is shifted to a clock that stands at {@link NOW}. */
function evaluated(expression: string): unknown {
  const scope = createContext({});
  const global = runInContext('globalThis', scope) as { Date: DateConstructor };
  shiftDate(global, { now: () => NOW });
  return runInContext(expression, scope);
}

describe('shiftDate', () => {
  it.each([
    ['Date.now()', NOW],
    ['new Date().getTime()', NOW],
    ['Reflect.construct(Date, []).getTime()', NOW],
    ['new Date().constructor.now()', NOW],
    ['Date.parse(Date().replace(/ \\(.*/, ""))', NOW - 6],
    ['new (class Later extends Date {})().getTime()', NOW],
    ['new (class Later extends Date { one() { return 1; } })().one()', 1],
    ['new Date(5).getTime()', 5],
    ['new Date(2020, 1).getFullYear()', 2020],
    ['new Date("2020-01-01").toISOString()', '2020-01-01T00:00:00.000Z'],
    ['new Date() instanceof Date', true],
    ['Date.UTC(1970, 0)', 0],
    ['Object.prototype.toString.call(new Date())', '[object Date]'],
  ])('lets %s be %p', (expression, expected) => {
    expect(evaluated(expression)).toBe(expected);
  });
});

describe('followClock', () => {
  it('leaves the thread alone where there is no clock to follow', () => {
    const { Date: before } = globalThis;

    expect(followClock(undefined)).toBeUndefined();
    expect(globalThis.Date).toBe(before);
  });
});

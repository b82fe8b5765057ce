import { describe, expect, it } from '@jest/globals';
import { differenceOf } from '../support/construct/template-difference.ts';

describe('differenceOf', () => {
  it('has what is new and what is other, and null for what is gone', () => {
    const from = { same: { a: 1 }, other: { a: 1, b: 2 }, gone: [1] };
    const to = { same: { a: 1 }, other: { a: 1, b: 3 }, added: 'x' };

    expect(differenceOf(from, to)).toStrictEqual({ other: { b: 3 }, gone: null, added: 'x' });
  });

  it('has of an array the entries that differ, by their index', () => {
    expect(differenceOf({ list: ['a', 'b', 'c'] }, { list: ['a', 'x'] })).toStrictEqual({
      list: { '[1]': 'x', '[2]': null },
    });
  });

  it('is empty where nothing differs', () => {
    expect(differenceOf({ list: [{ a: 1 }] }, { list: [{ a: 1 }] })).toStrictEqual({});
  });
});

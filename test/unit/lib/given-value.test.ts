import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { quoted } from '../../../lib/given-value.ts';
import { anyJson } from '../../support/any/any-json.ts';

describe('quoted', () => {
  it.each<[unknown, string]>([
    ['ada', '"ada"'],
    [undefined, 'undefined'],
    [Number.NaN, 'NaN'],
    [[Object.create(null)], '[ [Object: null prototype] {} ]'],
    [{ toString: 1 }, '{ toString: 1 }'],
  ])('tells %p as %s', (value, expected) => {
    expect(quoted(value)).toBe(expected);
  });

  it('tells any value', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          anyJson(),
          fc.constantFrom<unknown>(1n, Symbol('given'), () => {}),
        ),
        (value) => expect(typeof quoted(value)).toBe('string'),
      ),
    );
  });
});

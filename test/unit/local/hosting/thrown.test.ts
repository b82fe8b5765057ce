import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { messageOf, namedMessageOf } from '../../../../local/hosting/thrown.ts';
import { anyThrown } from '../../../support/any/any-json.ts';

const UNREADABLE = Object.defineProperty(new Error(), 'message', {
  get: () => {
    throw new Error('unreadable');
  },
});

describe('messageOf', () => {
  it.each<[string, unknown, string]>([
    ['an error', new TypeError('no'), 'no'],
    ['a copy of one', { name: 'TypeError', message: 'no' }, 'no'],
    ['a text', 'no', 'no'],
    ['an error that cannot be read', UNREADABLE, 'a thrown object'],
    ['nothing', null, 'null'],
    ['an object without prototype', Object.create(null), '[Object: null prototype] {}'],
    ['toString as a key', { toString: 1 }, '{ toString: 1 }'],
  ])('tells what %s says', (_, thrown, expected) => {
    expect(messageOf(thrown)).toBe(expected);
  });

  it('tells whatever was thrown', () => {
    fc.assert(fc.property(anyThrown, (thrown) => expect(typeof messageOf(thrown)).toBe('string')));
  });
});

describe('namedMessageOf', () => {
  it('puts the name of an error before what it says', () => {
    expect(namedMessageOf(new TypeError('no'))).toBe('TypeError: no');
  });

  it('tells whatever was thrown', () => {
    fc.assert(fc.property(anyThrown, (thrown) => expect(typeof namedMessageOf(thrown)).toBe('string')));
  });
});

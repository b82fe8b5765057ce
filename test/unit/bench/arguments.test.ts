import { describe, expect, it } from '@jest/globals';
import { readArguments } from '../../../bench/arguments.ts';

const KNOWN = ['burst', 'drain', 'latency'];

describe('readArguments', () => {
  it('measures everything three times and writes it, unless told otherwise', () => {
    expect(readArguments([], KNOWN)).toEqual({ scenarios: KNOWN, runs: 3, writes: true });
  });

  it('takes some scenarios, in the order of all, and then writes nothing', () => {
    expect(readArguments(['latency', 'burst'], KNOWN)).toEqual({
      scenarios: ['burst', 'latency'],
      runs: 3,
      writes: false,
    });
  });

  it('writes some where asked to', () => {
    expect(readArguments(['drain', '--write'], KNOWN).writes).toBe(true);
  });

  it('takes a number of runs', () => {
    expect(readArguments(['--runs', '1'], KNOWN).runs).toBe(1);
  });

  it.each([
    ['a scenario that there is not', ['drian'], /scenario: .*burst, drain, latency.*drian/],
    ['no run', ['--runs', '0'], /--runs: .*from 1, got 0/],
    ['runs that are no number', ['--runs', 'many'], /--runs: .*many/],
  ])('refuses %s', (_, given, message) => {
    expect(() => readArguments(given, KNOWN)).toThrow(message);
  });
});

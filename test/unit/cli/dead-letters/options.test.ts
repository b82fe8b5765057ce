import { describe, expect, it } from '@jest/globals';
import { Command } from 'commander';
import {
  addFilterOptions,
  type FilterOptions,
  filterFrom,
  readCount,
  readDomain,
  readMoment,
  readRedrives,
} from '../../../../cli/dead-letters/options.ts';
import { ago, NOW } from '../../../support/command/a-layout.ts';

describe('the filter options', () => {
  const filterOf = (...args: string[]) =>
    filterFrom(addFilterOptions(new Command()).parse(args, { from: 'user' }).opts<FilterOptions>());

  it('mean everything unless they are given', () => {
    expect(Object.values(filterOf()).filter((value) => value !== undefined)).toEqual([]);
  });

  it.each([
    [['--reason', 'expired', '--reason', 'invalid'], { reasons: ['expired', 'invalid'] }],
    [['--error', 'Throttling'], { errors: ['Throttling'] }],
    [['--since', '2026-11-24'], { since: new Date('2026-11-24') }],
    [['--until', '2026-11-24T21:00:00Z'], { until: new Date('2026-11-24T21:00:00Z') }],
    [['--id', 'a', '--id', 'b'], { ids: ['a', 'b'] }],
    [['--recipient-domain', 'example.com'], { recipientDomain: 'example.com' }],
    [['--redrives', '2+'], { redrives: { min: 2 } }],
  ])('%j', (args, filter) => {
    expect(filterOf(...args)).toMatchObject(filter);
  });
});

describe('readDomain', () => {
  it.each(['example.com', 'bücher.example', 'localhost'])('takes %s', (domain) => {
    expect(readDomain(domain)).toBe(domain);
  });

  it.each(['ada@example.com', '@example.com', 'a.example,b.example', ''])('refuses %j', (text) => {
    expect(() => readDomain(text)).toThrow('Expected a domain');
  });
});

describe('readMoment', () => {
  it.each([
    ['45s', ago(45)],
    ['30m', ago(1_800)],
    ['2h', ago(7_200)],
    ['3 d', ago(259_200)],
    ['2026-11-24', '2026-11-24T00:00:00.000Z'],
    ['2026-11-24T21:00:00+01:00', '2026-11-24T20:00:00.000Z'],
  ])('reads %s', (text, expected) => {
    expect(readMoment(text, undefined, NOW).toISOString()).toBe(expected);
  });

  it.each(['', 'yesterday', '-1h', '1.5h', '2026', '2026-13-01', '5 weeks', '99999999999d'])(
    'refuses "%s"',
    (text) => {
      expect(() => readMoment(text)).toThrow('Expected a time ago, as in 30m, 2h or 3d, or one in ISO 8601.');
    },
  );
});

describe('readRedrives', () => {
  it.each([
    ['0', { min: 0, max: 0 }],
    ['2', { min: 2, max: 2 }],
    ['2+', { min: 2 }],
    ['any', { min: 0 }],
  ])('reads %s', (text, expected) => {
    expect(readRedrives(text)).toEqual(expected);
  });

  it.each(['', '-1', '+', '1.5', 'all'])('refuses "%s"', (text) => {
    expect(() => readRedrives(text)).toThrow('Expected a number, as in 0, 1 or 2+, or any.');
  });
});

describe('readCount', () => {
  it('reads a whole number', () => {
    expect(readCount('20')).toBe(20);
  });

  it.each(['', '0', '-1', '1.5', '1e3', 'all', '9999999999'])('refuses "%s"', (text) => {
    expect(() => readCount(text)).toThrow('Expected a whole number above 0.');
  });
});

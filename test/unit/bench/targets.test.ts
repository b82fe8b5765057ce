import { describe, expect, it } from '@jest/globals';
import { describeTarget, isMet, type Medians, type Target } from '../../../bench/figures/targets.ts';

const MEDIANS: Record<string, Record<string, number>> = {
  ours: { duplicates: 15, sentPerSecond: 300 },
  other: { sentPerSecond: 310 },
};
const medians: Medians = (column, figure) => MEDIANS[column]?.[figure];
const write = (value: number) => value.toFixed(1);

describe('isMet', () => {
  it.each<[string, Target, boolean]>([
    ['at most, reached', { kind: 'at most', value: 15 }, true],
    ['at most, exceeded', { kind: 'at most', value: 14 }, false],
    ['at least, reached', { kind: 'at least', value: 15 }, true],
    ['at least, missed', { kind: 'at least', value: 16 }, false],
  ])('%s', (_, target, met) => {
    expect(isMet(target, 'ours', 'duplicates', medians)).toBe(met);
  });

  it('compares a figure with that of another column', () => {
    const target: Target = { kind: 'at least columns', of: { ours: 'other' } };

    expect(isMet(target, 'ours', 'sentPerSecond', medians)).toBe(false);
  });

  it('misses a target with a figure that could not be taken, as the pace where nothing was sent', () => {
    expect(isMet({ kind: 'at most', value: 1 }, 'ours', 'lost', medians)).toBe(false);
  });

  it('has no opinion of a column without a target, or without what it is compared with', () => {
    const none: Target = { kind: 'at least columns', of: {} };
    expect(isMet(none, 'ours', 'sentPerSecond', medians)).toBeUndefined();
    const unmeasured: Target = { kind: 'at least columns', of: { ours: 'nobody' } };
    expect(isMet(unmeasured, 'ours', 'sentPerSecond', medians)).toBeUndefined();
  });
});

describe('describeTarget', () => {
  it.each<[Target, string]>([
    [{ kind: 'at most', value: 0 }, '0.0'],
    [{ kind: 'at most', value: 5 }, '≤ 5.0'],
    [{ kind: 'at least', value: 0.97 }, '≥ 1.0'],
    [{ kind: 'at least columns', of: { a: 'careful', b: 'typical' } }, '≥ careful; ≥ typical'],
  ])('words %j as %s', (target, text) => {
    expect(describeTarget(target, write)).toBe(text);
  });
});

import { describe, expect, it } from '@jest/globals';
import { checkImportOptions } from '../../../../cli/dlq/import/command.ts';
import { checkPurgeOptions } from '../../../../cli/dlq/purge/command.ts';
import type { PurgeOptions } from '../../../../cli/dlq/purge/run.ts';
import { checkRedriveOptions, readRate } from '../../../../cli/dlq/redrive/command.ts';
import type { RedriveOptions } from '../../../../cli/dlq/redrive/run.ts';

const AUDIT = { audit: 'audit.jsonl' };

describe('checkRedriveOptions', () => {
  const check = (options: Partial<RedriveOptions>, canAsk = true) =>
    checkRedriveOptions({ ...AUDIT, ...options }, canAsk);

  it.each<[string, Partial<RedriveOptions>, boolean]>([
    ['nothing, at a terminal', {}, true],
    ['--yes without one', { yes: true }, false],
    ['--dry-run without one', { dryRun: true }, false],
    ['--json --yes', { json: true, yes: true }, true],
    ['--json --dry-run', { json: true, dryRun: true }, false],
    ['--all with a whole rate', { all: true, rate: 500 }, true],
    ['--all of the undelivered', { all: true, undelivered: true }, true],
    ['any rate without --all', { rate: 0.5 }, true],
  ])('takes %s', (_, options, canAsk) => {
    expect(() => check(options, canAsk)).not.toThrow();
  });

  it.each<[string, Partial<RedriveOptions>, string]>([
    ['--all with a reason', { all: true, reason: ['expired'] }, '--all redrives everything'],
    ['--all with redrives', { all: true, redrives: { min: 0 } }, '--all redrives everything'],
    ['--all with a patch', { all: true, patch: 'fix.json' }, '--all moves messages as they are'],
    ['--all with a fraction', { all: true, rate: 0.5 }, 'a whole number from 1 to 500, got 0.5'],
    ['--all with a high rate', { all: true, rate: 501 }, 'a whole number from 1 to 500, got 501'],
    ['--json alone', { json: true }, 'give --yes to redrive, or --dry-run'],
  ])('refuses %s', (_, options, fault) => {
    expect(() => check(options)).toThrow(fault);
  });

  it('asks for --yes where there is nobody to ask', () => {
    expect(() => check({}, false)).toThrow('There is no terminal to ask at: give --yes');
  });
});

describe('checkImportOptions', () => {
  it.each([{ yes: true }, { dryRun: true, json: true }])('takes %j without a terminal', (options) => {
    expect(() => checkImportOptions({ ...AUDIT, ...options }, false)).not.toThrow();
  });

  it('refuses what would have to ask, and cannot', () => {
    expect(() => checkImportOptions({ ...AUDIT, json: true }, true)).toThrow(
      'With --json there is no question: give --yes',
    );
    expect(() => checkImportOptions(AUDIT, false)).toThrow('There is no terminal to ask at: give --yes');
    expect(() => checkImportOptions(AUDIT, true)).not.toThrow();
  });
});

describe('checkPurgeOptions', () => {
  const check = (options: Partial<PurgeOptions>, canAsk = true) =>
    checkPurgeOptions({ ...AUDIT, ...options }, canAsk);

  it.each<[string, Partial<PurgeOptions>, boolean]>([
    ['nothing, at a terminal', {}, true],
    ['--confirm without one', { confirm: 'queue' }, false],
    ['--dry-run without one', { dryRun: true }, false],
    ['--json --confirm', { json: true, confirm: 'queue' }, false],
  ])('takes %s', (_, options, canAsk) => {
    expect(() => check(options, canAsk)).not.toThrow();
  });

  it('refuses --json alone', () => {
    expect(() => check({ json: true })).toThrow('With --json there is no question: give --confirm');
  });

  it('asks for --confirm where there is nobody to ask', () => {
    expect(() => check({}, false)).toThrow('There is no terminal to ask at: give --confirm');
  });
});

describe('readRate', () => {
  it.each([
    ['14', 14],
    ['0.5', 0.5],
  ])('takes "%s"', (text, rate) => {
    expect(readRate(text)).toBe(rate);
  });

  it.each(['0', '0.009', '-1', '', 'fast', '1e3', 'Infinity', '0x10'])('refuses "%s"', (text) => {
    expect(() => readRate(text)).toThrow('Expected messages a second, a number from 0.01.');
  });
});

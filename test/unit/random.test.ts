import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cases } from '../support/any/cases.ts';

const run = (...options: string[]) =>
  spawnSync(process.execPath, ['scripts/test-random.ts', ...options], { encoding: 'utf8' });

describe('the cases of a property', () => {
  it('are drawn from a seed that was given', () => {
    const { RANDOM_SEED = '20260801' } = process.env;

    expect(fc.readConfigureGlobal()).toMatchObject({ seed: Number(RANDOM_SEED), numRuns: cases(100) });
  });

  it('are the same each time', () => {
    const draw = () => {
      const drawn: number[] = [];
      fc.assert(fc.property(fc.integer(), (number) => void drawn.push(number)));
      return drawn;
    };

    expect(draw()).toEqual(draw());
  });

  it('are counted by what multiplies them in npm run test:random', () => {
    const counted = globSync('test/**/*.ts').filter((file) => /numRuns: \d/.test(readFileSync(file, 'utf8')));

    expect(counted).toEqual([]);
  });
});

describe('npm run test:random', () => {
  // Jest ends at once, with a failure: it has no test there.
  it('says at its start, and again after a failure, how to draw the same cases', () => {
    const { status, stderr } = run('--seed', '7', 'README.md', '-t', "it isn't");

    const [first, ...others] = stderr.trim().split('\n');
    expect(status).toBe(1);
    expect(first).toMatch(
      /^Seed 7 at [^;]+; once more: npm run test:random -- --seed 7 README\.md -t 'it isn'\\''t'$/,
    );
    expect(others.at(-1)).toBe(first);
  });

  it('chooses another seed each time', () => {
    const seeds = [run('README.md'), run('README.md')].map(({ stderr }) => /^Seed (\d+) /.exec(stderr)?.[1]);

    expect(Number(seeds[0])).not.toBe(Number(seeds[1]));
  });

  it('refuses a seed that is no whole number', () => {
    expect(run('--seed', 'README.md').stderr).toContain('--seed takes a whole number, got README.md.');
  });
});

import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';

/**
 * Runs the tests that draw cases with another seed and many more cases than `npm test`. `--seed` takes the seed of an
 * earlier run; paths and every other option are jest's.
 */
const TIMES = 20;

const options = process.argv.slice(2);
const seed = takeSeed(options) ?? randomInt(2 ** 31);
const commit =
  spawnSync('git', ['describe', '--always', '--dirty'], { encoding: 'utf8' }).stdout?.trim() || 'no commit';
const replay = `Seed ${seed} at ${commit}; once more: npm run test:random -- ${['--seed', seed, ...options].map(quote).join(' ')}`;

process.stderr.write(`${replay}\n`);
const paths = options.some((option) => existsSync(option)) ? [] : filesThatDraw();
const { status } = spawnSync(
  'npm',
  ['run', '--silent', 'jest', '--', '--testTimeout=600000', ...paths, ...options],
  { stdio: 'inherit', env: { ...process.env, RANDOM_SEED: String(seed), RANDOM_TIMES: String(TIMES) } },
);
if (status !== 0) process.stderr.write(`\n${replay}\n`);
process.exitCode = status ?? 1;

/** Takes `--seed 1` or `--seed=1` out of `args`. */
function takeSeed(args: string[]): number | undefined {
  const at = args.findIndex((arg) => arg === '--seed' || arg.startsWith('--seed='));
  if (at === -1) return undefined;
  const given = args[at]?.startsWith('--seed=') ? args[at].slice('--seed='.length) : args[at + 1];
  args.splice(at, args[at]?.includes('=') ? 1 : 2);
  if (!/^-?\d{1,10}$/.test(given ?? '')) throw new Error(`--seed takes a whole number, got ${given}.`);
  return Number(given);
}

function filesThatDraw(): string[] {
  return globSync('test/{unit,snapshot,template,stack}/**/*.test.ts').filter((file) =>
    readFileSync(file, 'utf8').includes("from 'fast-check'"),
  );
}

/** An option as a shell takes it. */
function quote(option: string | number): string {
  return /^[\w./=-]+$/.test(String(option)) ? String(option) : `'${String(option).replaceAll("'", "'\\''")}'`;
}

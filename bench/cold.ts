/**
 * What the Lambdas' code costs of the processor. Usage: `node bench/cold.ts [--cpu share] [--write]`
 *
 * Without a share: the import time of each bundle, and what one email takes once an emailer is warm. With one, as in
 * `--cpu 0.145`, which is what Lambda gives to 256 MB: import, a first email, and 20 emails a second for a minute.
 * All in processes of their own, in turn so that a noisy machine treats all alike. Beside ours: the baselines, and ours
 * again as nobody had looked at it, all bundled with our options but without our replacements, that is with the SDK's
 * whole chain of credentials, as a user's bundler would.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { handlerBundle } from '../scripts/bundle-handlers.ts';
import { readColdArguments } from './cpu/cold-arguments.ts';
import { CpuShare } from './cpu/cpu-share.ts';
import {
  type EmailerFigures,
  type EmailerTask,
  environmentOf,
  runEmailer,
  startFakeAws,
} from './cpu/emailer-trial.ts';
import { readHeader } from './report/header.ts';
import { renderHeader } from './report/markdown.ts';
import { writeColdSection } from './report/write-report.ts';
import { median } from './statistics.ts';

const IMPORTS = 20;
const RUNS = 5;
const RUNS_IN_SHARE = 2;

const WARM = { emailsPerSecond: 0, warmUpEmails: 2_000, emails: 5_000 };
const STEADY = { emailsPerSecond: 20, warmUpEmails: 0, emails: 20 * 60 };

const { cpu, writes } = readColdArguments(process.argv.slice(2));
const directory = mkdtempSync(join(tmpdir(), 'mailroom-cold-'));
const ours = 'dist/bundles/emailer/index.mjs';
const typical = await bundleNaively('typical', 'bench/baselines/typical/emailer.ts');
const careful = await bundleNaively('careful', 'bench/baselines/careful/emailer.ts');

const emailers: Readonly<Record<string, Pick<EmailerTask, 'file' | 'deduplicates'>>> = {
  typical: { file: typical, deduplicates: false },
  'mailroom without deduplication': { file: ours, deduplicates: false },
  careful: { file: careful, deduplicates: true },
  mailroom: { file: ours, deduplicates: true },
};

const given = process.argv.slice(2).filter((argument) => argument !== '--write');
const command = ['npm run bench:cold', ...(given.length > 0 ? ['--', ...given] : [])].join(' ');
const header = readHeader(command, cpu === undefined ? RUNS : RUNS_IN_SHARE);
const sections = cpu === undefined ? [await imports(), await warmEmails()] : [await emailsInShare(cpu)];
const text = [renderHeader(header).split('\n').slice(0, 2).join('\n'), ...sections].join('\n\n');
process.stdout.write(`${text}\n`);
if (writes) writeColdSection(cpu === undefined ? 'cold' : 'share', text);
rmSync(directory, { recursive: true });

async function imports(): Promise<string> {
  const files = {
    'emailer of the Amplify documentation': await bundleNaively(
      'documented',
      'test/fixtures/seed/emailer.ts',
    ),
    'emailer without the replacements': await bundleNaively('emailer', 'handlers/emailer.ts'),
    emailer: ours,
    publisher: 'dist/bundles/publisher/index.mjs',
  };
  const times = new Map(Object.values(files).map((file) => [file, [] as number[]]));
  for (let run = 0; run < IMPORTS; run += 1) {
    for (const [file, taken] of times) taken.push(importMilliseconds(file));
  }
  const medianOf = (file: string) => median(times.get(file) ?? []);
  const documented = medianOf(files['emailer of the Amplify documentation']);
  const rows = Object.entries(files).map(([name, file]) => [
    name,
    medianOf(file).toFixed(1),
    (medianOf(file) / documented).toFixed(2),
    String(Math.round(statSync(file).size / 1000)),
  ]);
  return table(['import', 'ms', 'of the documented one', 'kB'], rows);
}

async function warmEmails(): Promise<string> {
  const figures = await measure(WARM, RUNS, undefined);
  const rows = Object.entries(figures).map(([name, runs]) => [
    name,
    spread(runs, 'cpuMillisecondsPerEmail', 2),
  ]);
  return table(['of one email once warm', 'CPU, ms'], rows);
}

async function emailsInShare(share: number): Promise<string> {
  const group = CpuShare.of(share);
  try {
    const figures = await measure(STEADY, RUNS_IN_SHARE, group);
    const rows = Object.entries(figures).map(([name, runs]) => [
      name,
      spread(runs, 'importMilliseconds', 0),
      spread(runs, 'firstEmailMilliseconds', 0),
      spread(runs, 'medianBatchMilliseconds', 0),
      spread(runs, 'slowestBatchMilliseconds', 0),
      spread(runs, 'cpuMillisecondsPerEmail', 2),
    ]);
    return table(
      [
        `${share} of a core`,
        'import, ms',
        'first email, ms',
        'batch of ten at 20 a second, ms',
        'slowest of a minute, ms',
        'CPU of an email, ms',
      ],
      rows,
    );
  } finally {
    group.remove();
  }
}

/** Every emailer `runs` times, in turn. */
async function measure(
  task: Pick<EmailerTask, 'emailsPerSecond' | 'warmUpEmails' | 'emails'>,
  runs: number,
  share: CpuShare | undefined,
): Promise<Record<string, EmailerFigures[]>> {
  const figures: Record<string, EmailerFigures[]> = {};
  const aws = await startFakeAws();
  try {
    for (let run = 0; run < runs; run += 1) {
      for (const [name, emailer] of Object.entries(emailers)) {
        const taken = await runEmailer({ ...emailer, ...task }, aws.endpoint, share);
        figures[name] = [...(figures[name] ?? []), taken];
      }
    }
  } finally {
    aws.stop();
  }
  return figures;
}

async function bundleNaively(name: string, entry: string): Promise<string> {
  const outfile = join(directory, `${name}.mjs`);
  const { entryPoints, outdir, outExtension, plugins, ...options } = handlerBundle(directory);
  await build({ ...options, entryPoints: [entry], outfile, sourcemap: false });
  return outfile;
}

function importMilliseconds(file: string): number {
  const url = JSON.stringify(pathToFileURL(resolve(file)).href);
  const program = `const start = performance.now(); await import(${url}); console.log(performance.now() - start);`;
  const env = environmentOf('http://127.0.0.1:1', true);
  const args = ['--input-type=module', '--eval', program];
  return Number(execFileSync(process.execPath, args, { env, encoding: 'utf8' }));
}

/** The median, and in brackets the least and the most. */
function spread(runs: readonly EmailerFigures[], figure: keyof EmailerFigures, digits: number): string {
  const values = runs.map((run) => run[figure]);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return `${median(values).toFixed(digits)} (${least.toFixed(digits)}–${most.toFixed(digits)})`;
}

function table(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const dashes = heading.map((_, index) => (index === 0 ? '---' : '--:'));
  return [heading, dashes, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

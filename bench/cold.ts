/**
 * What the Lambdas' code costs before the first invocation: the import time of each bundle, each in a process of its
 * own, in turn so that a noisy machine treats all alike. Beside ours: the emailer of the Amplify documentation, and
 * ours again as nobody had looked at it, both bundled with our options but without our replacements, that is with the
 * SDK's whole chain of credentials, as a user's bundler would.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { TOPIC_ARN_VARIABLE } from '../contract/environment.ts';
import { handlerBundle } from '../scripts/bundle-handlers.ts';
import { anEmailerEnvironment } from '../test/support/handlers/an-emailer-environment.ts';
import { median } from './statistics.ts';

const RUNS = 20;

/** What the handlers check when they are imported, and what Lambda always sets. */
const ENVIRONMENT = {
  ...anEmailerEnvironment(),
  [TOPIC_ARN_VARIABLE]: 'arn:aws:sns:us-east-1:123456789012:topic',
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'key',
  AWS_SECRET_ACCESS_KEY: 'secret',
  AWS_SESSION_TOKEN: 'token',
  AWS_LAMBDA_FUNCTION_NAME: 'function',
};

interface Subject {
  readonly file: string;
  /** What Node is started with. */
  readonly flags?: readonly string[];
}

const directory = mkdtempSync(join(tmpdir(), 'mailroom-cold-'));
const documented: Subject = { file: await bundleNaively('documented', 'test/fixtures/seed/emailer.ts') };
const emailer: Subject = { file: 'dist/bundles/emailer/index.mjs' };
const subjects = {
  'emailer of the Amplify documentation': documented,
  'emailer without the replacements': { file: await bundleNaively('emailer', 'handlers/emailer.ts') },
  emailer,
  publisher: { file: 'dist/bundles/publisher/index.mjs' },
};

const times = new Map(Object.values(subjects).map((subject) => [subject, [] as number[]]));
for (let run = 0; run < RUNS; run += 1) {
  for (const [subject, taken] of times) taken.push(importMilliseconds(subject));
}

print(`Node ${process.version}, import time, median of ${RUNS}, interleaved`);
for (const [name, subject] of Object.entries(subjects)) {
  const ratio = medianOf(subject) / medianOf(documented);
  const kilobytes = Math.round(statSync(subject.file).size / 1000);
  print(`${medianOf(subject).toFixed(1)} ms, ${ratio.toFixed(2)} x, ${kilobytes} kB: ${name}`);
}
rmSync(directory, { recursive: true });

async function bundleNaively(name: string, entry: string): Promise<string> {
  const outfile = join(directory, `${name}.mjs`);
  const { entryPoints, outdir, outExtension, plugins, ...options } = handlerBundle(directory);
  await build({ ...options, entryPoints: [entry], outfile, sourcemap: false });
  return outfile;
}

function importMilliseconds({ file, flags = [] }: Subject): number {
  const url = JSON.stringify(pathToFileURL(resolve(file)).href);
  const program = `const start = performance.now(); await import(${url}); console.log(performance.now() - start);`;
  const args = [...flags, '--input-type=module', '--eval', program];
  return Number(execFileSync(process.execPath, args, { env: ENVIRONMENT, encoding: 'utf8' }));
}

function medianOf(subject: Subject): number {
  return median(times.get(subject) ?? []);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

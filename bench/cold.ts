/**
 * What the Lambdas' code costs before the first invocation: the import time of each bundle, and of the notification
 * schema alone, each in a process of its own, in turn so that a noisy machine treats all alike.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { handlerBundle } from '../scripts/bundle-handlers.ts';

const RUNS = 20;

const directory = mkdtempSync(join(tmpdir(), 'mailroom-cold-'));
const bundle = async (name: string, entry: string) => {
  const outfile = join(directory, `${name}.mjs`);
  const { entryPoints, outdir, outExtension, ...options } = handlerBundle(directory);
  await build({ ...options, entryPoints: [entry], outfile, sourcemap: false });
  return outfile;
};
const measured = {
  emailer: 'dist/bundles/emailer/index.mjs',
  publisher: 'dist/bundles/publisher/index.mjs',
  'emailer of the Amplify documentation': await bundle('documented', 'test/fixtures/seed/emailer.ts'),
  'notification schema': await bundle('schema', 'contract/notification.ts'),
};

const times = new Map(Object.keys(measured).map((name) => [name, [] as number[]]));
for (let run = 0; run < RUNS; run += 1) {
  for (const [name, file] of Object.entries(measured)) times.get(name)?.push(importMilliseconds(file));
}

const documented = median(times.get('emailer of the Amplify documentation') ?? []);
print(`Node ${process.version}, import time, median of ${RUNS}, interleaved`);
for (const [name, file] of Object.entries(measured)) {
  const milliseconds = median(times.get(name) ?? []);
  const kilobytes = Math.round(statSync(file).size / 1000);
  print(
    `${milliseconds.toFixed(1)} ms, ${(milliseconds / documented).toFixed(2)} x, ${kilobytes} kB: ${name}`,
  );
}
rmSync(directory, { recursive: true });

function importMilliseconds(file: string): number {
  const program = `const start = performance.now(); await import(${JSON.stringify(new URL(file, `file://${process.cwd()}/`).href)}); console.log(performance.now() - start);`;
  const env = {
    AWS_REGION: 'us-east-1',
    MAILROOM_SOURCE_ADDRESS: 'sender@example.com',
    MAILROOM_TOPIC_ARN: 'arn:aws:sns:us-east-1:123456789012:topic',
  };
  return Number(
    execFileSync(process.execPath, ['--input-type=module', '--eval', program], { env, encoding: 'utf8' }),
  );
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

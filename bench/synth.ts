/**
 * What the validation plugin adds to a synth of the reference backend. Usage: `node bench/synth.ts [--runs N]`
 *
 * Each run synthesizes twice, in processes of their own: without the plugin and with it, in turn which of them is first, so that
 * a noisy machine treats both alike. The CDK's own validation is off, since it takes longer than the synth. What a process took
 * of the processors is told beside its time, which depends on what else runs.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { contextOf, SANDBOX, TOOLKIT_CONTEXT } from '../test/support/construct/synth-backend.ts';
import { readArguments } from './arguments.ts';
import { readHeader } from './report/header.ts';
import { renderHeader } from './report/markdown.ts';
import { median } from './statistics.ts';

const { runs } = readArguments(process.argv.slice(2), []);

/** Has a process write at its end what it took of the processors, in microseconds. */
const TELLS_CPU = `data:text/javascript,${encodeURIComponent(
  'process.on("exit", () => { const { user, system } = process.cpuUsage(); process.stdout.write(`${user + system}`); });',
)}`;

interface Taken {
  readonly seconds: number;
  readonly cpuSeconds: number;
}

const folder = mkdtempSync(join(tmpdir(), 'mailroom-synth-'));
const pairs: { without: Taken; with: Taken }[] = [];
// What is read first from the disk is nobody's.
await synth(true);
for (let run = 0; run < runs; run += 1) {
  const isWithFirst = run % 2 === 1;
  const first = await synth(isWithFirst);
  const second = await synth(!isWithFirst);
  pairs.push(isWithFirst ? { without: second, with: first } : { without: first, with: second });
}
rmSync(folder, { recursive: true });

process.stdout.write(`${renderHeader(readHeader('npm run bench:synth', runs))}\n\n`);
for (const figure of ['seconds', 'cpuSeconds'] as const) {
  const without = median(pairs.map((pair) => pair.without[figure]));
  const added = median(pairs.map((pair) => pair.with[figure] - pair.without[figure]));
  const name = figure === 'seconds' ? 'time' : 'processor time';
  process.stdout.write(
    `${name}: a synth takes ${without.toFixed(2)} s, the plugin adds ${added.toFixed(2)} s, ${((100 * added) / without).toFixed(1)} %\n`,
  );
}

async function synth(isValidated: boolean): Promise<Taken> {
  const start = performance.now();
  const child = spawn(
    process.execPath,
    ['--import', TELLS_CPU, '--import', 'tsx', 'bench/synth/backend.ts'],
    {
      env: {
        ...process.env,
        CDK_OUTDIR: join(folder, String(isValidated)),
        CDK_CONTEXT_JSON: JSON.stringify({ ...contextOf(SANDBOX), ...TOOLKIT_CONTEXT }),
        CDK_VALIDATION: 'false',
        ...(isValidated && { PIPELINE_VALIDATION: '1' }),
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const [written, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  if (code !== 0) throw new Error(`The synth ended with ${code}.`);
  return { seconds: (performance.now() - start) / 1000, cpuSeconds: Number(written) / 1e6 };
}

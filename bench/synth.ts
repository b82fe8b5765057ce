/**
 * What the validation plugin adds to a synth of the reference backend. Usage: `node bench/synth.ts [--runs N]`
 *
 * Each run synthesizes twice, in processes of their own: without the plugin and with it, in turn which of them is first, so that
 * a noisy machine treats both alike. The CDK's own validation is off, since it takes longer than the synth. Beside the pairs'
 * difference stands what the plugin itself took of the processors, from its import to its answer, which noise hardly touches.
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

/** What one synth took, in seconds. */
interface Taken {
  readonly time: number;
  readonly processor: number;
  /** Of the processor, by the plugin. */
  readonly plugin: number;
}

const { runs } = readArguments(process.argv.slice(2), []);
const folder = mkdtempSync(join(tmpdir(), 'mailroom-synth-'));
const pairs: { without: Taken; with: Taken }[] = [];
// What has to be read from the disk first is nobody's.
await synth(true);
for (let run = 0; run < runs; run += 1) {
  const isWithFirst = run % 2 === 1;
  const first = await synth(isWithFirst);
  const second = await synth(!isWithFirst);
  pairs.push(isWithFirst ? { without: second, with: first } : { without: first, with: second });
}
rmSync(folder, { recursive: true });

const share = median(pairs.map((pair) => pair.with.plugin / pair.with.processor));
process.stdout.write(
  `${renderHeader(readHeader('npm run bench:synth', runs))}

| a synth | without the plugin, s | with it, s | median difference of a pair, s |
| --- | --: | --: | --: |
${row('time', 'time')}
${row('time of the processors', 'processor')}

The plugin itself: ${(1000 * median(pairs.map((pair) => pair.with.plugin))).toFixed(0)} ms of the processors, ${(100 * share).toFixed(1)} % of a synth.
`,
);

function row(name: string, figure: keyof Taken): string {
  const cells = [
    median(pairs.map((pair) => pair.without[figure])),
    median(pairs.map((pair) => pair.with[figure])),
    median(pairs.map((pair) => pair.with[figure] - pair.without[figure])),
  ];
  return `| ${[name, ...cells.map((cell) => cell.toFixed(2))].join(' | ')} |`;
}

async function synth(isValidated: boolean): Promise<Taken> {
  const start = performance.now();
  const child = spawn(process.execPath, ['--import', 'tsx/esm', 'bench/synth/backend.ts'], {
    env: {
      ...process.env,
      CDK_OUTDIR: join(folder, String(isValidated)),
      CDK_CONTEXT_JSON: JSON.stringify({ ...contextOf(SANDBOX), ...TOOLKIT_CONTEXT }),
      CDK_VALIDATION: 'false',
      ...(isValidated && { PIPELINE_VALIDATION: '1' }),
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [written, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  if (code !== 0) throw new Error(`The synth ended with ${code}.`);
  const { all, plugin } = JSON.parse(written) as { all: number; plugin: number };
  return { time: (performance.now() - start) / 1000, processor: all / 1e6, plugin: plugin / 1e6 };
}

/**
 * What `amplify-mailroom check` takes, from typing it to its end, on the reference backend and on a template of 500 kB with as many
 * sound pipelines as that holds. Usage: `node bench/check.ts [--runs N]`
 *
 * Both are checked in turn. Beside the time, which a busy machine stretches, stands what the process took of the processors.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { aSoundTemplate } from '../test/support/checker/a-sound-template.ts';
import { synthBackend } from '../test/support/construct/synth-backend.ts';
import { readArguments } from './arguments.ts';
import { readHeader } from './report/header.ts';
import { renderHeader } from './report/markdown.ts';
import { median } from './statistics.ts';

const MAILROOM = 'dist/cli/mailroom.js';
const LARGE = 500_000;

/** Has a process tell at its end, on a channel of its own, what it took of the processors, in microseconds. */
const TELLING = `data:text/javascript,${encodeURIComponent(`
  import { writeSync } from 'node:fs';
  process.on('exit', () => {
    const { user, system } = process.cpuUsage();
    writeSync(3, String(user + system));
  });
`)}`;

/** What one check took, in milliseconds. */
interface Taken {
  readonly time: number;
  readonly processor: number;
}

const { runs } = readArguments(process.argv.slice(2), []);
const folder = mkdtempSync(join(tmpdir(), 'mailroom-check-'));
const backend = join(folder, 'backend');
const large = join(folder, 'large.json');
await synthBackend({ outdir: backend });
const pipelines = writeLarge(large);
const checked = [
  { name: 'the reference backend', path: backend, taken: [] as Taken[] },
  {
    name: `${(statSync(large).size / 1000).toFixed(0)} kB, ${pipelines} pipelines`,
    path: large,
    taken: [] as Taken[],
  },
];
// What has to be read from the disk first, and compiled, is nobody's.
await check(backend);
for (let run = 0; run < runs; run += 1) {
  for (const { path, taken } of checked) taken.push(await check(path));
}
rmSync(folder, { recursive: true });

process.stdout.write(
  `${renderHeader(readHeader('npm run bench:check', runs))}

| a check of | time, ms | of the processors, ms | the least of them, ms |
| --- | --: | --: | --: |
${checked.map(row).join('\n')}
`,
);

function row({ name, taken }: (typeof checked)[number]): string {
  const processor = taken.map((each) => each.processor);
  const figures = [median(taken.map((each) => each.time)), median(processor), Math.min(...processor)];
  return `| ${[name, ...figures.map((figure) => figure.toFixed(0))].join(' | ')} |`;
}

/** Writes a template of copies of a sound pipeline, and gives their number. */
function writeLarge(file: string): number {
  const { Resources } = aSoundTemplate();
  const named = new RegExp(`"(${Object.keys(Resources).join('|')})"`, 'g');
  const all: Record<string, unknown> = {};
  let copies = 0;
  let template = '';
  while (template.length < LARGE) {
    copies += 1;
    Object.assign(all, JSON.parse(JSON.stringify(Resources).replace(named, `"$1${copies}"`)));
    template = JSON.stringify({ Resources: all }, null, 1);
  }
  writeFileSync(file, template);
  return copies;
}

async function check(path: string): Promise<Taken> {
  const start = performance.now();
  const child = spawn(process.execPath, ['--import', TELLING, MAILROOM, 'check', path], {
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
  });
  const told = child.stdio[3];
  if (!told || !('readable' in told)) throw new Error('The check has no channel to tell on.');
  const [processor, [code]] = await Promise.all([text(told), once(child, 'exit')]);
  if (code !== 0) throw new Error(`The check of ${path} ended with ${code}.`);
  return { time: performance.now() - start, processor: Number(processor) / 1000 };
}

import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { renderMarkdown } from './markdown.ts';
import type { Report } from './report.ts';

const ROOT = new URL('../../', import.meta.url);

/** Writes the page and the data, as the formatter wants them. */
export function writeReport(report: Report): void {
  const json = fileURLToPath(new URL('docs/benchmarks.json', ROOT));
  writeFileSync(new URL('docs/benchmarks.md', ROOT), renderMarkdown(report));
  writeFileSync(json, JSON.stringify(report, null, 2));
  const biome = fileURLToPath(new URL('node_modules/@biomejs/biome/bin/biome', ROOT));
  execFileSync(process.execPath, [biome, 'format', '--write', json], { cwd: ROOT, stdio: 'ignore' });
}

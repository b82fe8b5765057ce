import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { coldSections, replaceColdSection } from './cold-sections.ts';
import { renderMarkdown } from './markdown.ts';
import type { Report } from './report.ts';

const ROOT = new URL('../../', import.meta.url);
const PAGE = new URL('docs/benchmarks.md', ROOT);

/** Writes the page and the data, as the formatter wants them. What `bench:cold` has written stays. */
export function writeReport(report: Report): void {
  const json = fileURLToPath(new URL('docs/benchmarks.json', ROOT));
  const cold = coldSections(readFileSync(PAGE, 'utf8'));
  writeFileSync(PAGE, `${renderMarkdown(report)}\n${cold}`);
  writeFileSync(json, JSON.stringify(report, null, 2));
  const biome = fileURLToPath(new URL('node_modules/@biomejs/biome/bin/biome', ROOT));
  execFileSync(process.execPath, [biome, 'format', '--write', json], { cwd: ROOT, stdio: 'ignore' });
}

/** Puts what `bench:cold` has measured into the page, in place of what it measured before. */
export function writeColdSection(name: 'cold' | 'share', text: string): void {
  writeFileSync(PAGE, replaceColdSection(readFileSync(PAGE, 'utf8'), name, text));
}

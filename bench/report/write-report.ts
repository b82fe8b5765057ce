import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { coldSections, replaceColdSection } from './cold-sections.ts';
import { renderMarkdown } from './markdown.ts';
import { type Report, type ReportScenario, withScenario } from './report.ts';

const ROOT = new URL('../../', import.meta.url);
const PAGE = new URL('docs/benchmarks.md', ROOT);

/**
 * Writes a scenario into the page and the data, in place of what was measured of it before. The others stay, and what
 * `bench:cold` has written.
 *
 * @param order the names of all scenarios that there are.
 */
export function writeScenario(scenario: ReportScenario, order: readonly string[]): void {
  const json = fileURLToPath(new URL('docs/benchmarks.json', ROOT));
  const report = withScenario(JSON.parse(readFileSync(json, 'utf8')) as Report, scenario, order);
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

import { readFileSync, writeFileSync } from 'node:fs';

/**
 * Renews the dates of `checker/rules/runtimes.ts`: `node scripts/renew-runtimes.ts <file>`, where the file is
 * `LmbdRuntimeLifecycle.json` of the newest cfn-lint (`pip download --no-deps cfn-lint`, in `cfnlint/data/AdditionalSpecs`).
 * Then run `npm run document`.
 */
const TABLE = 'checker/rules/runtimes.ts';
const [file] = process.argv.slice(2);
if (file === undefined) throw new Error('Give the path of LmbdRuntimeLifecycle.json of cfn-lint.');

const lifecycles = JSON.parse(readFileSync(file, 'utf8')) as Record<string, { deprecated: string }>;
const table = readFileSync(TABLE, 'utf8');
const known = [...table.matchAll(/^ {2}\['([^']+)', '([^']+)'\],$/gm)].map(
  ([, name = '', date = '']) => [name, date] as const,
);
const dates = new Map(known);
for (const [name, { deprecated }] of Object.entries(lifecycles)) {
  if (!name.endsWith('-edge')) dates.set(name, deprecated);
}
const rows = [...dates].map(([name, date]) => `  ['${name}', '${date}'],\n`).join('');
const today = new Date().toISOString().slice(0, 10);
writeFileSync(
  TABLE,
  table.replace(/(?<=DATES_OF = ')[\d-]+/, today).replace(/(?<=new Map\(\[\n)[\s\S]*(?=\]\);)/, rows),
);

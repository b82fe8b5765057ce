import { chmodSync, globSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { transform } from 'esbuild';

/** What a declaration takes from another of ours, in whatever form TypeScript writes it. */
const IMPORT = /(?:from|import)\s*\(?\s*['"](\.[^'"]+)\.[jt]s['"]/g;

/** Takes out of `dist/` what nobody who installs the package can use. */
export async function slim(): Promise<void> {
  pruneTypes();
  await dropComments();
}

/** Leaves comments in the declarations alone, which editors show; those of the code are in the repository. */
async function dropComments(): Promise<void> {
  const files = globSync('dist/**/*.js').filter(
    (path) => !/^dist\/(?:bundles|console\/page|.*\/page)\//.test(path),
  );
  await Promise.all(
    files.map(async (path) => {
      const { mode } = statSync(path);
      const { code } = await transform(readFileSync(path, 'utf8'), {
        legalComments: 'none',
        target: 'es2023',
      });
      writeFileSync(path, code);
      chmodSync(path, mode);
    }),
  );
}

/** Takes the declarations out of `dist/` that no export of the package reaches: nobody can import them. */
function pruneTypes(): void {
  const { exports } = JSON.parse(readFileSync('package.json', 'utf8'));
  const entries = Object.values<{ types?: string }>(exports).flatMap(({ types }) => types ?? []);
  const reached = reachedFrom(entries.map(normalize));
  for (const path of globSync('dist/**/*.d.ts')) if (!reached.has(path)) rmSync(path);
}

function reachedFrom(entries: readonly string[]): ReadonlySet<string> {
  const reached = new Set<string>();
  const waiting = [...entries];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (reached.has(path)) continue;
    reached.add(path);
    const folder = dirname(path);
    for (const [, other = ''] of readFileSync(path, 'utf8').matchAll(IMPORT))
      waiting.push(join(folder, `${other}.d.ts`));
  }
  return reached;
}

import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';

const PAGE = 'console/page';

/** What is bundled into the page. Their licence wants its text beside each copy. */
const BUNDLED = [
  'preact',
  '@preact/signals',
  '@preact/signals-core',
  'uplot',
  'json-merge-patch',
  'fast-deep-equal',
];

/** The console's page: one script and one style sheet, which load nothing from elsewhere. */
function consoleBundle(outdir: string): BuildOptions {
  return {
    entryPoints: [
      { in: join(PAGE, 'main.tsx'), out: 'console' },
      { in: join(PAGE, 'styles/index.css'), out: 'console' },
    ],
    outdir,
    bundle: true,
    minify: true,
    platform: 'browser',
    target: ['chrome123', 'firefox121', 'safari17.5'],
    format: 'esm',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    legalComments: 'none',
    logLevel: 'warning',
  };
}

export async function bundleConsole(outdir: string): Promise<void> {
  await Promise.all([
    build(consoleBundle(outdir)).then(() => writeLicences(outdir)),
    cp(join(PAGE, 'index.html'), join(outdir, 'index.html')),
  ]);
}

async function writeLicences(outdir: string): Promise<void> {
  const texts = BUNDLED.map(
    async (name) => `${name}\n\n${await readFile(`node_modules/${name}/LICENSE`, 'utf8')}`,
  );
  await writeFile(join(outdir, 'LICENCES.txt'), (await Promise.all(texts)).join('\n\n'));
}

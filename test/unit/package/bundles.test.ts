import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { build } from 'esbuild';
import { bundleHandlers, handlerBundle } from '../../../scripts/bundle-handlers.ts';

const HANDLERS = ['emailer', 'publisher'];
const MAX_BYTES = 450_000;

describe('the handlers’ bundles', () => {
  const again = mkdtempSync('dist/again-');

  afterAll(() => rmSync(again, { recursive: true }));

  it('are the same bytes, and so the same asset, when they are built once more', async () => {
    await bundleHandlers(again);

    for (const handler of HANDLERS) {
      expect(contentOf(join(again, handler))).toEqual(contentOf(join('dist/bundles', handler)));
    }
  });

  describe.each(HANDLERS)('%s', (handler) => {
    const directory = join('dist/bundles', handler);
    const code = readFileSync(join(directory, 'index.mjs'), 'utf8');

    it('is one ES module with its source map linked', () => {
      expect(readdirSync(directory).sort()).toEqual(['index.mjs', 'index.mjs.map']);
      expect(code.trimEnd()).toMatch(/\/\/# sourceMappingURL=index\.mjs\.map$/);
    });

    it('brings the SDK and everything else along: only Node’s own modules are imported', async () => {
      const { metafile } = await build({ ...handlerBundle('dist/bundles'), metafile: true, write: false });
      const imported =
        metafile.outputs[`dist/bundles/${handler}/index.mjs`]?.imports.map(({ path }) => path) ?? [];

      expect(imported).not.toEqual([]);
      expect(imported.filter((path) => !isBuiltin(path))).toEqual([]);
    });

    it(`is at most ${MAX_BYTES} bytes`, () => {
      expect(statSync(join(directory, 'index.mjs')).size).toBeLessThanOrEqual(MAX_BYTES);
    });

    it('names no file by where it was built', () => {
      expect(readFileSync(join(directory, 'index.mjs.map'), 'utf8')).not.toContain(process.cwd());
      expect(code).not.toContain(process.cwd());
    });
  });
});

/** What an asset's hash is made from: the names and the bytes of its files. */
function contentOf(directory: string): Record<string, string> {
  const files = readdirSync(directory).sort();
  return Object.fromEntries(files.map((file) => [file, readFileSync(join(directory, file), 'utf8')]));
}

import { enableCompileCache } from 'node:module';
import { isBuilt } from './built.ts';

/**
 * `amplify-mailroom local` from this repository: built first, unless nothing has changed since the last build, which takes as long
 * as all else; and with `--watch` rebuilt whenever a handler changes.
 */
enableCompileCache();
if (!isBuilt()) await import('./build.ts');
const args = process.argv.slice(2);
const stopping = new AbortController();
if (args.includes('--watch')) await rebuildOnChange();

const { run } = await import(new URL('../dist/cli/program.js', import.meta.url).href);
process.exitCode = await run([process.argv[0], 'mailroom', 'local', ...args]);
stopping.abort();

/** esbuild's own watch polls, and can take two seconds to see a change. */
async function rebuildOnChange(): Promise<void> {
  const { context } = await import('esbuild');
  const { watchDirectory } = await import('../local/watch.ts');
  const { handlerBundle } = await import('./bundle-handlers.ts');
  const bundling = await context(handlerBundle('dist/bundles'));
  // What a handler's source has wrong, esbuild has told already; the next change may mend it.
  const rebuild = () => void bundling.rebuild().catch(() => {});
  for (const room of ['contract', 'publisher', 'handlers']) {
    await watchDirectory(room, stopping.signal, rebuild);
  }
  stopping.signal.addEventListener('abort', () => void bundling.dispose());
}

import { context } from 'esbuild';
import { handlerBundle } from './bundle-handlers.ts';
import './build.ts';

/** `mailroom local` from this repository: built first, and with `--watch` rebuilt whenever a handler changes. */
const args = process.argv.slice(2);
const bundling = args.includes('--watch') ? await context(handlerBundle('dist/bundles')) : undefined;
await bundling?.watch();

const { run } = await import(new URL('../dist/cli/program.js', import.meta.url).href);
process.exitCode = await run([process.argv[0], 'mailroom', 'local', ...args]);
await bundling?.dispose();

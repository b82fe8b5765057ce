import { join } from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { CREDENTIALS, EVENT_STREAMS, replacements } from './replacements.ts';

/** The files of `handlers/` that are Lambda functions; what they import is bundled into them. */
const HANDLERS = ['emailer', 'feedback', 'publisher'];

/** What the emailer reads only when it needs it, as a file beside it. */
const LAZY = 's3-client';

/**
 * The SDK is inside: the runtime's own is an older one that differs by region. Some dependencies are CommonJS and call
 * `require`, which an ES module does not have.
 */
const options: BuildOptions = {
  outExtension: { '.js': '.mjs' },
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  mainFields: ['module', 'main'],
  banner: {
    js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
  },
  legalComments: 'none',
  logLevel: 'warning',
};

/** How each handler becomes the asset that the construct deploys. */
export function handlerBundle(outdir: string): BuildOptions {
  return {
    ...options,
    entryPoints: HANDLERS.map((name) => ({ in: `handlers/${name}.ts`, out: join(name, 'index') })),
    outdir,
    plugins: [replacements({ ...CREDENTIALS, ...EVENT_STREAMS }), besideIt()],
  };
}

/** How what is read later becomes a file of the emailer's asset. Of S3 an operation streams events. */
export function lazyBundle(outdir: string): BuildOptions {
  return {
    ...options,
    entryPoints: [{ in: `handlers/${LAZY}.ts`, out: join('emailer', LAZY) }],
    outdir,
    plugins: [replacements(CREDENTIALS)],
  };
}

/** Leaves that file out of what imports it. */
function besideIt(): Plugin {
  return {
    name: 'beside-it',
    setup: ({ onResolve }) => {
      onResolve({ filter: new RegExp(`/${LAZY}\\.ts$`) }, ({ kind }) =>
        kind === 'dynamic-import' ? { path: `./${LAZY}.mjs`, external: true } : undefined,
      );
    },
  };
}

export async function bundleHandlers(outdir: string): Promise<void> {
  await Promise.all([build(handlerBundle(outdir)), build(lazyBundle(outdir))]);
}

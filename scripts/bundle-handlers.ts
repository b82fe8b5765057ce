import { join } from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { CREDENTIALS, EVENT_STREAMS, replacements } from './replacements.ts';

/** The files of `handlers/` that are Lambda functions; what they import is bundled into them. */
const HANDLERS = ['emailer', 'feedback', 'publisher'];

/** What the emailer reads only when it needs it, each as a file beside it, and what is replaced in it. Of S3 an operation streams events. */
const LAZY = { mime: {}, 's3-client': CREDENTIALS };

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

/** How what is read later becomes files of the emailer's asset. */
export function lazyBundles(outdir: string): BuildOptions[] {
  return Object.entries(LAZY).map(([name, replaced]) => ({
    ...options,
    entryPoints: [{ in: `handlers/${name}.ts`, out: join('emailer', name) }],
    outdir,
    plugins: [replacements(replaced)],
  }));
}

/** Leaves those files out of what imports them. */
function besideIt(): Plugin {
  return {
    name: 'beside-it',
    setup: ({ onResolve }) => {
      onResolve({ filter: new RegExp(`^\\./(${Object.keys(LAZY).join('|')})\\.ts$`) }, ({ kind, path }) =>
        kind === 'dynamic-import' ? { path: path.replace(/ts$/, 'mjs'), external: true } : undefined,
      );
    },
  };
}

export async function bundleHandlers(outdir: string): Promise<void> {
  await Promise.all([handlerBundle(outdir), ...lazyBundles(outdir)].map(build));
}

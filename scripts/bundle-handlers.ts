import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { replacements } from './replacements.ts';

/** The files of `handlers/` that are Lambda functions; what they import is bundled into them. */
const HANDLERS = ['emailer', 'feedback', 'publisher'];

/**
 * How each handler becomes the asset that the construct deploys. The SDK is inside: the runtime's own is an older
 * one that differs by region. Some dependencies are CommonJS and call `require`, which an ES module does not have.
 */
export function handlerBundle(outdir: string): BuildOptions {
  return {
    entryPoints: HANDLERS.map((name) => ({ in: `handlers/${name}.ts`, out: join(name, 'index') })),
    outdir,
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
    plugins: [replacements()],
  };
}

export async function bundleHandlers(outdir: string): Promise<void> {
  await build(handlerBundle(outdir));
}

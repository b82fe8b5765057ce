import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';

/** The handlers that run in Lambda: each file of `handlers/` that ends in `.lambda.ts`. */
async function handlerNames(): Promise<string[]> {
  const files = await readdir('handlers');
  return files.filter((file) => file.endsWith('.lambda.ts')).map((file) => file.replace('.lambda.ts', ''));
}

/**
 * How each handler becomes the asset that the construct deploys. The SDK is inside: the runtime's own is an older
 * one that differs by region. Some dependencies are CommonJS and call `require`, which an ES module does not have.
 */
export async function handlerBundle(outdir: string): Promise<BuildOptions> {
  const names = await handlerNames();
  return {
    entryPoints: names.map((name) => ({ in: `handlers/${name}.lambda.ts`, out: join(name, 'index') })),
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    minify: true,
    sourcemap: 'linked',
    sourcesContent: false,
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
}

export async function bundleHandlers(outdir: string): Promise<void> {
  await build(await handlerBundle(outdir));
}

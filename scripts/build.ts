import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { bundleHandlers } from './bundle-handlers.ts';

/** Types and JavaScript into `dist/`, the handlers into `dist/bundles/`; both at once, since neither reads the other. */
await rm('dist', { recursive: true, force: true });
await Promise.all([compile(), bundleHandlers('dist/bundles')]);

async function compile(): Promise<void> {
  const tsc = spawn(
    process.execPath,
    ['node_modules/typescript/bin/tsc', '--project', 'tsconfig.build.json'],
    {
      stdio: 'inherit',
    },
  );
  const [code] = await once(tsc, 'exit');
  if (code !== 0) throw new Error('The TypeScript compiler found errors, see above.');
}

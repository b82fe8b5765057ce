import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, rm } from 'node:fs/promises';
import { bundleHandlers } from './bundle-handlers.ts';

const COMPILE = ['node_modules/typescript/bin/tsc', '--project', 'tsconfig.build.json'];

/** Types and JavaScript into `dist/`, the handlers into `dist/bundles/`; both at once, since neither reads the other. */
await rm('dist', { recursive: true, force: true });
await Promise.all([compile(), bundleHandlers('dist/bundles')]);

async function compile(): Promise<void> {
  const [code] = await once(spawn(process.execPath, COMPILE, { stdio: 'inherit' }), 'exit');
  if (code !== 0) throw new Error('The TypeScript compiler found errors, see above.');
  // npm does this for a package that is installed; here npx runs the command where it was built.
  await chmod('dist/cli/mailroom.js', 0o755);
}

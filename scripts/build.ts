import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, cp, rm } from 'node:fs/promises';
import { markBuilt } from './built.ts';
import { bundleConsole } from './bundle-console.ts';
import { bundleHandlers } from './bundle-handlers.ts';
import { slim } from './slim.ts';

const COMPILE = ['node_modules/typescript/bin/tsc', '--project', 'tsconfig.build.json'];

/** The inbox's page, which is not compiled. */
const PAGE = 'local/services/ses/page';

/**
 * Types, JavaScript and the pages into `dist/`, the handlers into `dist/bundles/`; all at once, since none reads another.
 */
const startedAt = new Date();
await rm('dist', { recursive: true, force: true });
await Promise.all([
  compile(),
  bundleHandlers('dist/bundles'),
  bundleConsole('dist/console/page'),
  cp(PAGE, `dist/${PAGE}`, { recursive: true }),
]);
await slim();
markBuilt(startedAt);

async function compile(): Promise<void> {
  const [code] = await once(spawn(process.execPath, COMPILE, { stdio: 'inherit' }), 'exit');
  if (code !== 0) throw new Error('The TypeScript compiler found errors, see above.');
  // npm does this for a package that is installed; here npx runs the command where it was built.
  await chmod('dist/cli/mailroom.js', 0o755);
}

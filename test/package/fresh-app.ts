import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Documentation } from './documentation.ts';
import type { Installation } from './installation.ts';
import { mustRunIn } from './run-in.ts';

/** How the Amplify documentation adds its construct to a backend. */
const DOCUMENTED_BACKEND = `import { defineBackend } from '@aws-amplify/backend';
import { CustomNotifications } from './custom/CustomNotifications/resource';

const backend = defineBackend({
  // your existing backend configuration
});

const customNotifications = new CustomNotifications(
  backend.createStack('CustomNotifications'),
  'CustomNotifications',
  { sourceAddress: 'sender@example.com' }
);

backend.addOutput({
  custom: {
    topicArn: customNotifications.topic.topicArn,
    topicName: customNotifications.topic.topicName,
  },
});
`;

interface Manifest {
  readonly version: string;
  readonly peerDependencies: Readonly<Record<string, string>>;
}

/**
 * Makes an Amplify Gen 2 app as `npm create amplify` does, without its command line and its library for web apps, which
 * no test here runs. Amplify and its tools are of the versions that this repository has, the CDK is the oldest that
 * this Amplify takes.
 */
export async function freshApp(app: string): Promise<void> {
  const { version, peerDependencies } = manifestOf('@aws-amplify/backend');
  write(app, 'package.json', {
    name: 'fresh-app',
    version: '1.0.0',
    private: true,
    type: 'module',
    devDependencies: {
      // By which an app may test, and whose types the checker's matcher joins.
      '@jest/globals': manifestOf('@jest/globals').version,
      vitest: '^4.0.0',
      '@aws-amplify/backend': version,
      'aws-cdk-lib': oldestOf(peerDependencies['aws-cdk-lib']),
      constructs: '^10.0.0',
      esbuild: manifestOf('esbuild').version,
      tsx: manifestOf('tsx').version,
      typescript: manifestOf('typescript-5.8').version,
    },
  });
  write(app, 'amplify/package.json', { type: 'module' });
  copyFileSync('amplify/tsconfig.json', join(app, 'amplify/tsconfig.json'));
  write(app, 'amplify/backend.ts', DOCUMENTED_BACKEND);
  await mustRunIn(app, 'npm install');
}

/** The pages that show files of an app. */
const PAGES = ['docs/start.md', 'docs/local-stack.md'];

/** Does what the README says under "Add it to an Amplify backend", and writes all other files that pages show. */
export async function addMailroom({ app, tarball }: Installation): Promise<void> {
  const readme = new Documentation('README.md');
  const { before, after } = readme.change();
  if (before !== readFileSync(join(app, 'amplify/backend.ts'), 'utf8')) {
    throw new Error('The README does not start from the backend of the Amplify documentation.');
  }
  await mustRunIn(
    app,
    readme.block('sh', 'npm install amplify-mailroom').replace('amplify-mailroom', tarball),
  );
  const files = PAGES.flatMap((page) => Object.entries(new Documentation(page).files()));
  for (const [path, content] of files) write(app, path, content);
  // The change leaves more than the whole file of a new app has: what the construct of the documentation gave out.
  write(app, 'amplify/backend.ts', after);
}

/** Installs what `mailroom local` needs, as the first steps say. */
export async function installEmulators(app: string): Promise<void> {
  await mustRunIn(app, new Documentation('docs/start.md').block('sh', 'npm install --save-dev fauxqs'));
}

function manifestOf(name: string): Manifest {
  return JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')) as Manifest;
}

/** Of a range like `^2.257.0`. */
function oldestOf(range = ''): string {
  return range.replace(/^\^/, '');
}

function write(app: string, path: string, content: unknown): void {
  const file = join(app, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content, null, 2));
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { devNull } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

/** The folder that the app and the CDK's command run in. */
export const PROJECT = fileURLToPath(new URL('../../..', import.meta.url));

/** By what Amplify knows a backend. */
export interface BackendIdentity {
  readonly namespace: string;
  readonly name: string;
  readonly type: 'sandbox' | 'branch' | 'standalone';
}

/** A backend that one developer deploys for themselves. */
export const SANDBOX: BackendIdentity = { namespace: 'mailroom', name: 'local', type: 'sandbox' };

/** What the CDK's toolkit, in its command and in Amplify's deployer, puts into the context of every app. */
export const TOOLKIT_CONTEXT = {
  'aws:cdk:enable-path-metadata': true,
  'aws:cdk:enable-asset-metadata': true,
  'aws:cdk:version-reporting': true,
};

/** Keeps the machine's own AWS account out, and its command from calling home. */
const NO_AWS = {
  AWS_CONFIG_FILE: devNull,
  AWS_SHARED_CREDENTIALS_FILE: devNull,
  AWS_EC2_METADATA_DISABLED: 'true',
  CDK_DISABLE_CLI_TELEMETRY: 'true',
};

interface SynthOptions {
  /** Where the cloud assembly goes. */
  readonly outdir: string;
  readonly identity?: BackendIdentity;
  /** Context beyond the identity. */
  readonly context?: Readonly<Record<string, unknown>>;
}

/**
 * Synthesizes `amplify/backend.ts` as Amplify's deployer does: the app runs by itself and finds its context and its
 * output folder in the environment, and nothing in `cdk.json`. It has no AWS credentials and no region, and leaves out
 * the CDK's validation of templates, which takes seconds.
 */
export async function synthBackend({
  outdir,
  identity = SANDBOX,
  context = {},
}: SynthOptions): Promise<void> {
  await runInProject(process.execPath, ['--import', 'tsx/esm', 'amplify/backend.ts'], {
    CDK_OUTDIR: outdir,
    CDK_CONTEXT_JSON: JSON.stringify({ ...contextOf(identity), ...context }),
    CDK_VALIDATION: 'false',
  });
}

/** The context keys in which Amplify hands a backend its identity. */
export function contextOf({ namespace, name, type }: BackendIdentity): Record<string, string> {
  return {
    'amplify-backend-namespace': namespace,
    'amplify-backend-name': name,
    'amplify-backend-type': type,
  };
}

/**
 * Runs a command in the project with no more of this process's environment than paths.
 *
 * @throws Error with what the command wrote to stderr, where it fails.
 */
export async function runInProject(
  command: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<void> {
  const { PATH, HOME, TMPDIR } = process.env;
  const child = spawn(command, args, {
    cwd: PROJECT,
    env: { PATH, HOME, TMPDIR, ...NO_AWS, ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} failed with ${code}:\n${stderr}`);
}

/** The templates of a cloud assembly by file name, nested stacks included. */
export async function readTemplates(outdir: string): Promise<Record<string, Template>> {
  const files = (await readdir(outdir)).filter((file) => file.endsWith('.template.json')).sort();
  const templates = await Promise.all(
    files.map(async (file) => JSON.parse(await readFile(join(outdir, file), 'utf8'))),
  );
  return Object.fromEntries(files.map((file, index) => [file, templates[index]]));
}

/** A CloudFormation template, as far as tests look into it. */
export interface Template {
  readonly Resources: Readonly<Record<string, TemplateResource>>;
}

interface TemplateResource {
  readonly Type: string;
  readonly DeletionPolicy?: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly Metadata?: Readonly<Record<string, string>>;
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Where Amplify looks for a backend, in this order.
 * @see https://github.com/aws-amplify/amplify-backend/blob/main/packages/platform-core/src/backend_entry_point_locator.ts
 */
const BACKENDS = ['js', 'mjs', 'cjs', 'ts'].map((extension) => `amplify/backend.${extension}`);

/** What is synthesized, and where to. */
export interface SynthesisOptions {
  /** The folder of the Amplify project. */
  readonly directory: string;
  /** Where the cloud assembly goes. */
  readonly outdir: string;
  /** Leaves assets where they are made instead of copying them, so that a change to one is seen. @default false */
  readonly assetsInPlace?: boolean;
  /** Whether it fails where a validation plugin in the app finds an error. @default true */
  readonly failsOnValidation?: boolean;
  /** Ends the app before it is done. @default none */
  readonly signal?: AbortSignal;
}

/** Whether `directory` is that of an Amplify project. */
export function hasAmplifyBackend(directory: string): boolean {
  return backendOf(directory) !== undefined;
}

/**
 * Synthesizes the backend of an Amplify project, without an AWS account, and gives the folder of its cloud assembly.
 * It does as Amplify's deployer does: the app runs by itself and takes its context from the environment. The CDK's own
 * command would add seconds.
 *
 * @throws Error with what the app wrote, where it fails.
 */
export async function synthesizeBackend({
  directory,
  outdir,
  assetsInPlace,
  failsOnValidation = true,
  signal,
}: SynthesisOptions): Promise<string> {
  const assembly = resolve(outdir);
  const context = {
    'amplify-backend-namespace': packageName(directory),
    'amplify-backend-name': 'local',
    'amplify-backend-type': 'sandbox',
    ...(assetsInPlace ? { 'aws:cdk:disable-asset-staging': true } : {}),
    ...(failsOnValidation ? {} : { '@aws-cdk/core:failSynthOnValidationErrors': false }),
  };
  const backend = backendOf(directory);
  if (backend === undefined) {
    throw new Error(
      `There is no amplify/backend.ts, or .js, .mjs or .cjs, in ${resolve(directory)}: name the folder of an Amplify project.`,
    );
  }
  // A backend in JavaScript may import functions and resources in TypeScript. Amplify's deployer imports it by tsx's hooks for
  // modules, too; those for require would read each of the two thousand files of the CDK and of Amplify.
  const app = spawn(process.execPath, ['--import', tsxFor(directory, backend), backend], {
    cwd: directory,
    env: {
      // Checking the template against CloudFormation's schema takes seconds, and a deployment does it anyway.
      CDK_VALIDATION: 'false',
      // Where Node keeps what it has compiled by itself, so that the next synth compiles only what is new.
      NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache'),
      ...process.env,
      CDK_OUTDIR: assembly,
      CDK_CONTEXT_JSON: JSON.stringify(context),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    killSignal: 'SIGKILL',
    ...(signal && { signal }),
  });
  let output = '';
  for (const stream of [app.stdout, app.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
    });
  }
  const [code] = await once(app, 'close');
  if (code !== 0) throw new Error(`${backend} could not be synthesized:\n${output.trim()}`);
  return assembly;
}

function backendOf(directory: string): string | undefined {
  return BACKENDS.find((backend) => existsSync(join(directory, backend)));
}

/** tsx runs the backend for Amplify too, so a project has it; else ours will do. */
function tsxFor(directory: string, backend: string): string {
  for (const base of [join(directory, 'package.json'), import.meta.url]) {
    try {
      return pathToFileURL(createRequire(base).resolve('tsx/esm')).href;
    } catch {}
  }
  throw new Error(
    `${backend} needs the package tsx, by which Amplify runs backends: install it with "npm install --save-dev tsx".`,
  );
}

/** What Amplify takes as the namespace of a sandbox. */
function packageName(directory: string): string {
  try {
    const { name } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as { name?: string };
    return name ?? 'app';
  } catch {
    return 'app';
  }
}

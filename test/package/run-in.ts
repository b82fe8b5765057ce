import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { devNull } from 'node:os';
import { delimiter, dirname, sep } from 'node:path';
import { text } from 'node:stream/consumers';

/** How a command ended. */
export interface Ended {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What npm and jest set for their own processes, and what leads to an AWS account. */
const NOT_THEIRS =
  /^(?:npm_(?!config_)|npm_config_local_prefix$|INIT_CWD$|NODE_OPTIONS$|JEST_|AWS_(?!CA_BUNDLE$))/;

/** Folders of commands that a machine has without this repository. */
const PATHS = (process.env.PATH ?? '')
  .split(delimiter)
  .filter((path) => !path.includes(`${sep}node_modules${sep}`));

/** The environment of somebody else's shell, in which `node` is the one of these tests, or another. */
export function shellEnvironment(node = process.execPath): NodeJS.ProcessEnv {
  const theirs = Object.entries(process.env).filter(([name]) => !NOT_THEIRS.test(name));
  return {
    ...Object.fromEntries(theirs),
    PATH: [dirname(node), ...PATHS].join(delimiter),
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: 'true',
    npm_config_audit: 'false',
    npm_config_fund: 'false',
    npm_config_prefer_offline: 'true',
    npm_config_update_notifier: 'false',
  };
}

/** Runs a command line in `directory`, as a shell would. */
export async function runIn(
  directory: string,
  commandLine: string,
  environment: NodeJS.ProcessEnv = shellEnvironment(),
): Promise<Ended> {
  const child = spawn(commandLine, {
    cwd: directory,
    env: environment,
    shell: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr, [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { exitCode, stdout, stderr };
}

/**
 * Runs a command line that has to succeed, and gives what it wrote to stdout.
 *
 * @throws Error with all that it wrote, where it fails.
 */
export async function mustRunIn(directory: string, commandLine: string): Promise<string> {
  const { exitCode, stdout, stderr } = await runIn(directory, commandLine);
  if (exitCode !== 0) throw new Error(`${commandLine} ended with ${exitCode}:\n${stdout}${stderr}`);
  return stdout;
}

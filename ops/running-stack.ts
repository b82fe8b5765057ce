import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from '../contract/is-alive.ts';
import { LOCAL_STACK_FILE, type LocalStackFile, parseLocalStackFile } from '../contract/local-stack-file.ts';
import { TargetError } from './target-error.ts';

/**
 * The local stack that was started in `directory` and still runs. A file whose process has ended, or that was cut
 * short when it ended, is as good as none.
 */
export function runningLocalStack(directory: string): LocalStackFile | undefined {
  const path = join(directory, LOCAL_STACK_FILE);
  try {
    const stack = parseLocalStackFile(readFileSync(path, 'utf8'), path);
    return isAlive(stack.pid) ? stack : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The local stack that runs in `directory`.
 *
 * @throws TargetError where none does.
 */
export function runningOrThrow(directory: string): LocalStackFile {
  const running = runningLocalStack(directory);
  if (running) return running;
  throw new TargetError(`No local stack runs in ${directory}: start it with "npx amplify-mailroom local".`);
}

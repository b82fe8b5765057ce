import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from './eventually.ts';
import { synthBackend, TOOLKIT_CONTEXT } from './synth-backend.ts';

/** One folder for all workers of a run: they have the same parent. */
export function sharedFolder(runner: number): string {
  return join(tmpdir(), `mailroom-backend-${runner}`);
}

/**
 * The cloud assembly of the reference app, synthesized once for all test files of a run, since that takes seconds. To
 * be read only.
 */
export async function sharedBackend(): Promise<string> {
  const folder = sharedFolder(process.ppid);
  const outdir = join(folder, 'cdk.out');
  const done = join(folder, 'done');
  if (isFirst(folder)) {
    await synthBackend({ outdir, context: TOOLKIT_CONTEXT });
    writeFileSync(done, '');
  }
  await eventually(() => existsSync(done), Boolean);
  return outdir;
}

/** A folder can be made only once. */
function isFirst(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch {
    return false;
  }
}

/** Called by jest once all tests are done, in the parent of its workers. */
export default function removeSharedBackend(): void {
  for (const runner of [process.pid, process.ppid]) {
    rmSync(sharedFolder(runner), { recursive: true, force: true });
  }
}

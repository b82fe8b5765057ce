import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../eventually.ts';
import { synthBackend, TOOLKIT_CONTEXT } from './synth-backend.ts';

/**
 * The cloud assembly of the reference app, synthesized once for all test files of a run, which have one temporary
 * folder, since that takes seconds. To be read only.
 */
export async function sharedBackend(): Promise<string> {
  const folder = join(tmpdir(), 'backend');
  const outdir = join(folder, 'cdk.out');
  const done = join(folder, 'done');
  if (isFirst(folder)) {
    await synthBackend({ outdir, context: TOOLKIT_CONTEXT });
    writeFileSync(done, '');
  }
  await eventually(() => existsSync(done), Boolean, { deadlineMilliseconds: 90_000 });
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

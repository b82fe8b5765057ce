import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive } from '../../contract/is-alive.ts';

const PREFIX = 'mailroom-test-';

let folder: string | undefined;

/**
 * Gives the run a folder of its own for whatever it writes that is temporary, and puts away those of runs that were
 * killed. Workers, and what they start, inherit the environment.
 */
export function makeTemporaryFolder(): void {
  for (const name of readdirSync(tmpdir()).filter(isAbandoned)) {
    rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
  folder = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  process.env.TMPDIR = folder;
}

export function removeTemporaryFolder(): void {
  if (folder) rmSync(folder, { recursive: true, force: true });
}

function isAbandoned(name: string): boolean {
  const [, pid] = new RegExp(`^${PREFIX}(\\d+)-`).exec(name) ?? [];
  return pid !== undefined && !isAlive(Number(pid));
}

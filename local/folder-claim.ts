import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isAlive } from '../contract/is-alive.ts';
import { LOCAL_STACK_FILE } from '../contract/local-stack-file.ts';

/** The folder is another local stack's. */
export class FolderClaimedError extends Error {
  override readonly name = 'FolderClaimedError';

  constructor(owner: number | undefined, path: string, options?: ErrorOptions) {
    super(
      `A local stack already starts or runs in this folder (process ${owner ?? 'unknown'}): stop it first, or start this one in another folder; if that process is no local stack, remove ${path}.`,
      options,
    );
  }
}

/**
 * Claims a folder for one local stack, from before its start, when there is no stack file yet, until its end.
 *
 * @returns what gives the folder back.
 * @throws FolderClaimedError where another process has claimed it and still runs.
 */
export function claimFolder(directory: string): () => void {
  const path = join(directory, dirname(LOCAL_STACK_FILE), 'claim');
  mkdirSync(dirname(path), { recursive: true });
  const owner = ownerOf(path);
  if (owner !== undefined) throw new FolderClaimedError(owner, path);
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
    throw new FolderClaimedError(ownerOf(path), path, { cause });
  }
  return () => rmSync(path, { force: true });
}

/** The process that holds the claim; a claim whose process has ended is removed. */
function ownerOf(path: string): number | undefined {
  try {
    const pid = Number(readFileSync(path, 'utf8'));
    if (pid !== process.pid && Number.isInteger(pid) && isAlive(pid)) return pid;
  } catch {
    // There is no claim.
  }
  rmSync(path, { force: true });
  return undefined;
}

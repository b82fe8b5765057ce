import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { isAlive } from '../contract/is-alive.ts';
import { LOCAL_STACK_FILE } from '../contract/local-stack-file.ts';
import { closeFolder, OWNER_ONLY_FILE } from './hosting/own-folder.ts';

/** The folder is another local stack's. */
export class FolderClaimedError extends Error {
  override readonly name = 'FolderClaimedError';

  constructor(what: string, owner: number | undefined, path: string) {
    super(
      `A local stack already ${what} (process ${owner ?? 'unknown'}): stop it first, or start this one in another folder; if that process is no local stack, remove ${path}.`,
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
  const path = join(directory, LOCAL_STACK_FILE, '..', 'claim');
  closeFolder(dirname(path));
  return claim(path, 'starts or runs in this folder');
}

/**
 * Claims the folder in which a stack keeps its data, wherever it is started.
 *
 * @returns what gives the folder back.
 * @throws FolderClaimedError where another stack, of this process or of one that runs, has claimed it.
 */
export function claimData(directory: string): () => void {
  return claim(join(directory, 'claim'), `keeps its data in ${directory}`);
}

/** Those of this process. In a container the process of a stack that was killed may have had the same number. */
const own = new Set<string>();

function claim(file: string, what: string): () => void {
  const path = resolve(file);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  if (own.has(path)) throw new FolderClaimedError(what, process.pid, path);
  if (!create(path)) {
    const owner = ownerOf(path) ?? ownerOfAbandoned(path);
    if (owner !== undefined) throw new FolderClaimedError(what, owner, path);
    if (!create(path)) throw new FolderClaimedError(what, ownerOf(path), path);
  }
  own.add(path);
  let isHeld = true;
  return () => {
    if (!isHeld) return;
    isHeld = false;
    own.delete(path);
    rmSync(path, { force: true });
  };
}

/** Creates the claim with its content in one step, so that nobody finds it without; says whether there was none. */
function create(path: string): boolean {
  const written = `${path}.${process.pid}`;
  writeFileSync(written, String(process.pid), { mode: OWNER_ONLY_FILE });
  try {
    linkSync(written, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  } finally {
    rmSync(written, { force: true });
  }
}

/** The process that holds the claim, where it runs. */
function ownerOf(path: string): number | undefined {
  try {
    const pid = Number(readFileSync(path, 'utf8'));
    return pid !== process.pid && Number.isInteger(pid) && isAlive(pid) ? pid : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Takes away a claim whose process has ended. Another process may have done so and claimed the folder meanwhile: what is taken
 * away is looked at once more, and put back.
 *
 * @returns the process whose claim it is by now.
 */
function ownerOfAbandoned(path: string): number | undefined {
  const taken = `${path}.${process.pid}.old`;
  try {
    renameSync(path, taken);
  } catch {
    return undefined;
  }
  const owner = ownerOf(taken);
  if (owner !== undefined) renameSync(taken, path);
  rmSync(taken, { force: true });
  return owner;
}

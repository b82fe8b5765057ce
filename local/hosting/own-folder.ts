import { chmodSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const OWNER_ONLY_FOLDER = 0o700;

/** The mode of files that hold what was sent or received. */
export const OWNER_ONLY_FILE = 0o600;

/** Creates a folder that is its owner's alone, and makes it so where it is there already: so nobody else reaches what is in it. */
export function closeFolder(directory: string): void {
  mkdirSync(directory, { recursive: true, mode: OWNER_ONLY_FOLDER });
  change(directory, OWNER_ONLY_FOLDER);
}

/** The same, with all that is in it. */
export function ownFolder(directory: string): void {
  closeFolder(directory);
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) ownFolder(path);
    if (entry.isFile()) change(path, OWNER_ONLY_FILE);
  }
}

/** On some file systems, and of what is somebody else's, modes cannot be changed. */
function change(path: string, mode: number): void {
  try {
    chmodSync(path, mode);
  } catch {}
}

import { readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What is older than what it was built from is worth nothing. */
const STAMP = 'dist/built';

/** What is built beside the rooms that are compiled; bundles have dependencies inside. */
const OTHERS = [
  'console/page',
  'handlers',
  'scripts',
  'tsconfig.json',
  'tsconfig.build.json',
  'package.json',
  'package-lock.json',
];

/** Notes that all is built as it was at a time. */
export function markBuilt(at: Date, root = '.'): void {
  writeFileSync(join(root, STAMP), '');
  utimesSync(join(root, STAMP), at, at);
}

/** Whether `dist/` is there and newer than everything that it is built from. */
export function isBuilt(root = '.'): boolean {
  try {
    const built = statSync(join(root, STAMP)).mtimeMs;
    return [...compiledRooms(root), ...OTHERS].every((source) => isOlder(join(root, source), built));
  } catch {
    return false;
  }
}

function compiledRooms(root: string): string[] {
  return JSON.parse(readFileSync(join(root, 'tsconfig.build.json'), 'utf8')).include;
}

/** A folder tells itself when something in it is new or gone. */
function isOlder(path: string, than: number): boolean {
  const about = statSync(path);
  if (about.mtimeMs > than) return false;
  return !about.isDirectory() || readdirSync(path).every((name) => isOlder(join(path, name), than));
}

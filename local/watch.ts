import { watch } from 'node:fs';

/** An editor or a bundler writes a file in several steps; this long after the last the change is whole. */
const SETTLE_MILLISECONDS = 100;

/** Calls `changed` after each burst of changes in `directory`, its folders included, until the signal aborts. */
export function watchDirectory(directory: string, signal: AbortSignal, changed: () => void): void {
  let settling: NodeJS.Timeout | undefined;
  const watcher = watch(directory, { recursive: true, signal }, () => {
    clearTimeout(settling);
    settling = setTimeout(changed, SETTLE_MILLISECONDS);
  });
  // A folder that is deleted, as a clean build does, ends its watch; the build's end is another change elsewhere.
  watcher.on('error', () => watcher.close());
}

import { importOptional } from './hosting/optional-import.ts';

/** An editor or a bundler writes a file in several steps; this long after the last the change is whole. */
const SETTLE_MILLISECONDS = 100;

/**
 * Calls `changed` after each burst of changes in `directory`, its folders included, until the signal aborts. Node's
 * own recursive watch loses a file that an editor saves by renaming another into its place.
 *
 * @throws Error where the optional peer dependency that watches is not installed.
 */
export async function watchDirectory(
  directory: string,
  signal: AbortSignal,
  changed: () => void,
): Promise<void> {
  const { watch } = await importOptional('chokidar', () => import('chokidar'));
  if (signal.aborted) return;
  let settling: NodeJS.Timeout | undefined;
  const watcher = watch(directory, { ignoreInitial: true });
  watcher.on('all', () => {
    clearTimeout(settling);
    settling = setTimeout(changed, SETTLE_MILLISECONDS);
  });
  signal.addEventListener('abort', () => {
    clearTimeout(settling);
    void watcher.close();
  });
}

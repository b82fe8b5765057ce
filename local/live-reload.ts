import { join } from 'node:path';
import { messageOf } from './hosting/thrown.ts';
import type { LocalStack } from './local-stack.ts';
import { hasAmplifyBackend, type SynthesisOptions, synthesizeBackend } from './synthesize.ts';
import { watchDirectory } from './watch.ts';

/** What a live reload needs from outside. */
export interface LiveReloadOptions {
  /** How the running assembly was made; `undefined` where somebody else makes it, so only its assets are watched. */
  readonly synthesis: SynthesisOptions | undefined;
  readonly signal: AbortSignal;
  readonly report: (line: string) => void;
}

/**
 * Keeps a running stack at what is on disk: the next invocation of a function runs its new code. A change in the
 * folder of an asset is there at once, one in the sources of an Amplify backend after a synthesis.
 */
export async function reloadLive(
  stack: LocalStack,
  { synthesis, signal, report }: LiveReloadOptions,
): Promise<void> {
  const directories = new Set(
    [...stack.functions.values()].map(({ configuration }) => configuration.codeDirectory),
  );
  for (const directory of directories) {
    await watchDirectory(directory, signal, () => {
      const changed = [...stack.functions.values()].filter(
        ({ configuration }) => configuration.codeDirectory === directory,
      );
      for (const each of changed) each.retireEnvironments();
      report(`Reloaded ${changed.map(({ name }) => name).join(', ')}`);
    });
  }
  if (!synthesis || !hasAmplifyBackend(synthesis.directory)) return;
  const resynthesize = oneAtATime(() => updateFrom(stack, { ...synthesis, signal }, report));
  await watchDirectory(join(synthesis.directory, 'amplify'), signal, resynthesize);
}

async function updateFrom(
  stack: LocalStack,
  synthesis: SynthesisOptions,
  report: (line: string) => void,
): Promise<void> {
  try {
    const { functions, restartNeeded } = stack.update(await synthesizeBackend(synthesis));
    if (functions.length > 0) report(`Reloaded ${functions.join(', ')}`);
    if (restartNeeded) report('More than functions changed: restart the local stack to see it.');
  } catch (error) {
    if (!synthesis.signal?.aborted) report(messageOf(error));
  }
}

/** What is asked for while the action runs is done once more after it. */
function oneAtATime(action: () => Promise<void>): () => void {
  let running = false;
  let again = false;
  const run = async () => {
    if (running) {
      again = true;
      return;
    }
    running = true;
    do {
      again = false;
      await action();
    } while (again);
    running = false;
  };
  return () => void run();
}

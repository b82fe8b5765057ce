import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { Observation, Trial } from './trial.ts';

/** A trial that is not over this long after its deadline hangs. */
const GRACE_SECONDS = 60;

/**
 * Runs a trial in a process of its own, so that none meets the heap, the threads or the compiled code of another.
 *
 * @throws Error where the process ends without a result.
 */
export async function runTrial(trial: Trial): Promise<Observation> {
  const child = fork(new URL('run-trial.ts', import.meta.url), [JSON.stringify(trial)], {
    timeout: (trial.deadlineSeconds + GRACE_SECONDS) * 1000,
  });
  let observation: Observation | undefined;
  child.on('message', (message) => {
    observation = message as Observation;
  });
  const [code, signal] = await once(child, 'exit');
  if (observation === undefined) throw new Error(`A trial ended without a result: ${signal ?? code}`);
  return observation;
}

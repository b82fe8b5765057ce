import { queueTarget } from './queue-target.ts';
import { runningLocalStack } from './running-stack.ts';
import {
  type Backend,
  findBackend,
  findTarget,
  pipelineTarget,
  refuseContradiction,
  type Target,
  type TargetChoice,
  targetsOf,
} from './target.ts';
import { TargetError } from './target-error.ts';

/**
 * Finds what a command acts on, as {@link findTarget}; a stack and a queue are asked of AWS.
 *
 * @throws TargetError as that does; Error where AWS does not tell.
 */
export async function resolveTarget(
  choice: TargetChoice,
  directory: string,
  options: { takesTopic: boolean },
): Promise<Target> {
  refuseContradiction(choice);
  if (choice.queue !== undefined) return queueTarget(choice.queue, runningLocalStack(directory));
  if (choice.stack !== undefined) {
    // Its client takes time to load, and is seldom needed.
    const { stackPipelines } = await import('./stack-pipelines.ts');
    return pipelineTarget('stack', await stackPipelines(choice.stack), choice.pipeline);
  }
  return findTarget(choice, directory, options);
}

/**
 * Finds all that a command may act on: every pipeline of the backend, or the one that was named.
 *
 * @throws TargetError and Error as {@link resolveTarget}.
 */
export async function resolveTargets(
  choice: TargetChoice,
  directory: string,
): Promise<readonly [Target, ...Target[]]> {
  const options = { takesTopic: false };
  if (choice.pipeline !== undefined || choice.queue !== undefined)
    return [await resolveTarget(choice, directory, options)];
  const [target, ...others] = targetsOf(await resolveBackend(choice, directory));
  if (target) return [target, ...others];
  throw new TargetError('There is no pipeline: the backend has no CustomNotifications.');
}

async function resolveBackend(choice: TargetChoice, directory: string): Promise<Backend> {
  refuseContradiction(choice);
  if (choice.stack === undefined) return findBackend(choice, directory, { takesTopic: false });
  const { stackPipelines } = await import('./stack-pipelines.ts');
  return { source: 'stack', pipelines: await stackPipelines(choice.stack) };
}

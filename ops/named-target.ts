import { queueTarget } from './queue-target.ts';
import { runningLocalStack } from './running-stack.ts';
import { findTarget, pipelineTarget, refuseContradiction, type Target, type TargetChoice } from './target.ts';

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

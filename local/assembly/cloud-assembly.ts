import { type AssemblyStack, readCloudAssembly } from '../../template/cloud-assembly.ts';
import { chosenStacks } from './chosen-stacks.ts';
import { templateIn } from './read-template.ts';
import type { Template } from './template.ts';

/** What of a stack matters to its deployment. */
type DeployableStack = Pick<AssemblyStack, 'name' | 'file' | 'region' | 'constructPath'> &
  Partial<Pick<AssemblyStack, 'parameters'>> & { readonly template: Template };

/** A cloud assembly that can be deployed here. */
export interface DeployableAssembly {
  readonly directory: string;
  readonly stacks: readonly DeployableStack[];
  assetPath(objectKey: string): string | undefined;
}

/**
 * Reads the cloud assembly in `directory`.
 *
 * @param chosen the stacks of it, as {@link chosenStacks} takes them. @default all
 * @throws Error where the folder holds none, or one without a stack, with two of one name, or with what is no template.
 */
export function readDeployableAssembly(
  directory: string,
  chosen: readonly string[] = [],
): DeployableAssembly {
  const assembly = readCloudAssembly(directory);
  const { directory: root, stacks } = assembly;
  if (stacks.length === 0) throw new Error(`The cloud assembly in ${root} holds no stack.`);
  return {
    ...assembly,
    stacks: chosenStacks(stacks, chosen, root).map((stack) => {
      return { ...stack, template: templateIn(stack.template, stack.file) };
    }),
  };
}

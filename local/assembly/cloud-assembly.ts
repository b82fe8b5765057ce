import { type AssemblyStack, readCloudAssembly } from '../../template/cloud-assembly.ts';
import { templateIn } from './read-template.ts';
import type { Template } from './template.ts';

/** A cloud assembly that can be deployed here. */
export interface DeployableAssembly {
  readonly directory: string;
  readonly stacks: readonly (AssemblyStack & { readonly template: Template })[];
  assetPath(objectKey: string): string | undefined;
}

/**
 * Reads the cloud assembly in `directory`.
 *
 * @throws Error where the folder holds none, or one without a stack, with two of one name, or with what is no template.
 */
export function readDeployableAssembly(directory: string): DeployableAssembly {
  const assembly = readCloudAssembly(directory);
  const { directory: root, stacks } = assembly;
  if (stacks.length === 0) throw new Error(`The cloud assembly in ${root} holds no stack.`);
  refuseSameNames(root, stacks);
  return {
    ...assembly,
    stacks: stacks.map((stack) => ({ ...stack, template: templateIn(stack.template, stack.file) })),
  };
}

/** The CDK allows one name in two regions or accounts; here there is only one of each. */
function refuseSameNames(directory: string, stacks: readonly AssemblyStack[]): void {
  const names = stacks.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return;
  throw new Error(
    `The cloud assembly in ${directory} holds two stacks named ${twice}: the local stack is one region, so give them different names.`,
  );
}

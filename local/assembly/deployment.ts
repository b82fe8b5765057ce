import type { CloudAssembly } from './cloud-assembly.ts';
import type { Environment } from './identity.ts';
import { UnknownIntrinsicError } from './intrinsics.ts';
import { readTemplate } from './read-template.ts';
import { type Resource, StackScope } from './stack-scope.ts';
import type { Json } from './template.ts';

/** A cloud assembly with every expression ready to be resolved for one environment. */
export interface ResolvedAssembly {
  readonly resources: readonly Resource[];
  /** The outputs of that name, one of each stack that has it. */
  outputs(name: string): Json[];
}

/** Resolves `assembly` as it would be deployed to `environment`. */
export function resolveAssembly(assembly: CloudAssembly, environment: Environment): ResolvedAssembly {
  const stacks: StackScope[] = [];
  const shared = {
    environment,
    nestedTemplate: (objectKey: string) => {
      const path = assembly.assetPath(objectKey);
      return path === undefined ? undefined : readTemplate(path);
    },
    importValue: (name: string): Json => {
      for (const stack of stacks) {
        const value = stack.exported(name);
        if (value !== undefined) return value;
      }
      throw new UnknownIntrinsicError(`no stack of the cloud assembly exports ${name}`);
    },
  };
  for (const { name, template, constructPath } of assembly.stacks) {
    stacks.push(new StackScope(name, template, { ...shared, constructPath }));
  }
  return {
    resources: stacks.flatMap((stack) => stack.resources()),
    outputs: (name) => stacks.map((stack) => stack.output(name)).filter((value) => value !== undefined),
  };
}

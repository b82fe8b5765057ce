import { basename, dirname } from 'node:path';
import { type CloudAssembly, readJson } from './cloud-assembly.ts';
import type { Environment } from './identity.ts';
import { UnknownIntrinsicError } from './intrinsics.ts';
import { type Resource, StackScope } from './stack-scope.ts';
import type { Json, Template } from './template.ts';

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
    nestedTemplate: (objectKey: string) => readTemplate(assembly.assetPath(objectKey)),
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

function readTemplate(path: string | undefined): Template | undefined {
  return path === undefined ? undefined : readJson<Template>(dirname(path), basename(path));
}

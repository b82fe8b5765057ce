import type { AssemblyStack } from '../../template/cloud-assembly.ts';

type Named = Pick<AssemblyStack, 'id' | 'name' | 'displayName' | 'dependencies'>;

/**
 * The stacks that are chosen by their names, by their ids in the manifest, by their paths in the app, as in `Prod/Mail`, or by
 * that of their stage, and those that they are deployed after.
 *
 * @param chosen @default all
 * @throws Error where something chosen is no stack, or where two of one name are left, since here there is one region only.
 */
export function chosenStacks<Stack extends Named>(
  stacks: readonly Stack[],
  chosen: readonly string[],
  directory: string,
): Stack[] {
  const wrong = chosen.find((choice) => !stacks.some((stack) => isMeant(stack, choice)));
  if (wrong !== undefined) {
    throw new Error(
      `The cloud assembly in ${directory} has no stack or stage ${wrong}: choose of ${stacks.map(({ displayName }) => displayName).join(', ')}.`,
    );
  }
  const ids = new Set<string>();
  const add = ({ id, dependencies }: Named): void => {
    if (ids.has(id)) return;
    ids.add(id);
    for (const each of stacks) if (dependencies.includes(each.id)) add(each);
  };
  for (const stack of stacks) {
    if (chosen.length === 0 || chosen.some((choice) => isMeant(stack, choice))) add(stack);
  }
  const left = stacks.filter(({ id }) => ids.has(id));
  refuseSameNames(left, directory);
  return left;
}

/** A stage may be named with the pattern of the CDK's command for all that is in it. */
function isMeant({ id, name, displayName }: Named, choice: string): boolean {
  const stage = choice.replace(/\/\*{1,2}$/, '');
  return [id, name, displayName].includes(choice) || displayName.startsWith(`${stage}/`);
}

/** The CDK allows one name in two regions or accounts. */
function refuseSameNames(stacks: readonly Named[], directory: string): void {
  const names = stacks.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return;
  const options = stacks.filter(({ name }) => name === twice).map(({ id }) => `--stack ${id}`);
  throw new Error(
    `The cloud assembly in ${directory} holds two stacks named ${twice}, and the local stack is one region: choose one with ${options.join(' or ')}, or give them different names.`,
  );
}

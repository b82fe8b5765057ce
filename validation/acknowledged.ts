import { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { ACKNOWLEDGED, acknowledgementsOf } from '../checker/acknowledgements.ts';
import { isAtOrBelow, type PlacedException } from '../checker/exceptions.ts';

/**
 * What is acknowledged on whatever holds one of the stacks with these paths, as the app and its stages do: no stack's
 * assembly tells it.
 */
export function acknowledgedAbove(stackPaths: readonly string[], construct: IConstruct): PlacedException[] {
  const { path, metadata, children } = construct.node;
  if (Stack.isStack(construct) || !stackPaths.some((stack) => isAtOrBelow(stack, path))) return [];
  return [
    ...metadata
      .filter(({ type }) => type === ACKNOWLEDGED)
      .flatMap(({ data, trace }) => acknowledgementsOf(path, { data, trace })),
    ...children.flatMap((child) => acknowledgedAbove(stackPaths, child)),
  ];
}

import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Pipelines } from '../contract/pipelines.ts';

/** What `backend.addOutput` takes, and `amplify_outputs.json` then holds. */
export interface CustomNotificationsOutputs {
  readonly custom: { readonly pipelines: Pipelines };
}

/** The name of the stack that holds the whole backend, nested stacks included: Amplify names it by app and branch. */
export function backendStackName(pipeline: Construct): string {
  let stack = Stack.of(pipeline);
  while (stack.nestedStackParent) stack = stack.nestedStackParent;
  return stack.stackName;
}

/**
 * The name of a pipeline in a backend: the ids from its stack down to it, `CustomNotifications/CustomNotifications`.
 * A stack's id is the name that `backend.createStack` was given.
 */
export function pipelineName(pipeline: Construct): string {
  const { scopes } = pipeline.node;
  return scopes
    .slice(scopes.indexOf(Stack.of(pipeline)))
    .map(({ node }) => node.id)
    .join('/');
}

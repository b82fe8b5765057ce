import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { type Pipelines, parsePipelines } from '../contract/pipelines.ts';
import { PATIENCE } from './clients.ts';
import { TargetError } from './target-error.ts';

/** Under which Amplify keeps in the stack of a whole backend what `backend.addOutput` was given, as JSON. */
const OUTPUT = 'customOutputs';

/**
 * The pipelines of a backend, by the name or the ARN of its CloudFormation stack: what is in its outputs is what Amplify
 * writes into `amplify_outputs.json`.
 *
 * @throws TargetError where the stack has no such output, or none of a pipeline.
 */
export async function stackPipelines(stack: string): Promise<Pipelines> {
  const region = /^arn:[\w-]+:cloudformation:([\w-]+):/.exec(stack)?.[1];
  const client = new CloudFormationClient({
    ...(region !== undefined && { region }),
    requestHandler: PATIENCE,
  });
  try {
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: stack }));
    const text = Stacks[0]?.Outputs?.find(({ OutputKey }) => OutputKey === OUTPUT)?.OutputValue;
    const pipelines = text === undefined ? undefined : JSON.parse(text)?.custom?.pipelines;
    if (pipelines !== undefined) return parsePipelines(pipelines, `The stack ${stack}`);
  } finally {
    client.destroy();
  }
  throw new TargetError(
    `The stack ${stack} has no pipelines in its outputs: name the stack of the whole backend, as in amplify-<app id>-<branch>-branch-<hash>, or a queue with --queue.`,
  );
}

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { LocalStackFile } from '../contract/local-stack-file.ts';
import type { Pipeline, Pipelines } from '../contract/pipelines.ts';
import { deployedPipelines, OUTPUTS_COMMAND, OUTPUTS_FILE } from './deployed-backend.ts';
import { runningLocalStack, runningOrThrow } from './running-stack.ts';
import { TargetError } from './target-error.ts';

/** How the user of a command names what it acts on. */
export interface TargetChoice {
  /** A topic by its ARN, and nothing else of its pipeline. */
  readonly topicArn?: string | undefined;
  /** The local stack that runs in this folder. */
  readonly local?: boolean | undefined;
  /** The outputs of a deployed backend: a file, or `true` for Amplify's own. */
  readonly outputs?: string | true | undefined;
  /** The CloudFormation stack of a deployed backend, by its name or ARN. */
  readonly stack?: string | undefined;
  /** A queue or its dead-letter queue, by its URL, its ARN or its name. */
  readonly queue?: string | undefined;
  /** One of several pipelines: `stack/id`, or the id alone where only one has it. */
  readonly pipeline?: string | undefined;
}

/** What a command acts on. */
export interface Target {
  readonly source: 'local stack' | 'deployed backend' | 'stack' | 'queue' | 'topic ARN';
  readonly accountId: string;
  readonly region: string;
  readonly pipelineName: string;
  /** Of a queue alone nobody knows the topic. */
  readonly pipeline: Omit<Pipeline, 'topicArn'> & Partial<Pick<Pipeline, 'topicArn'>>;
  /** Where the local stack's services are; a deployed backend's are found as any AWS tool finds them. */
  readonly endpoints?: LocalStackFile['endpoints'];
  readonly inboxUrl?: string;
}

/**
 * Finds what a command acts on: what flags name, else the one of a running local stack and a deployed backend that
 * is there.
 *
 * @param options.takesTopic whether a topic is enough for the command, so that it may be advised.
 * @throws TargetError where nothing is there, where it takes a choice to tell, or where what is there is malformed.
 */
export function findTarget(
  choice: TargetChoice,
  directory: string,
  options: { takesTopic?: boolean } = {},
): Target {
  if (choice.topicArn !== undefined) {
    refuseContradiction(choice);
    return topicTarget(choice.topicArn);
  }
  const { pipelines, ...backend } = findBackend(choice, directory, options);
  return { ...pick(pipelines, choice.pipeline), ...backend };
}

/** A backend, with all its pipelines. */
export interface Backend extends Pick<Target, 'source' | 'endpoints' | 'inboxUrl'> {
  readonly pipelines: Pipelines;
}

/**
 * Finds the backend that a command acts on, as {@link findTarget} does.
 *
 * @throws TargetError as that does.
 */
export function findBackend(
  choice: TargetChoice,
  directory: string,
  { takesTopic = true }: { takesTopic?: boolean } = {},
): Backend {
  refuseContradiction(choice);
  if (choice.local) return localBackend(runningOrThrow(directory));
  if (choice.outputs !== undefined) {
    const file = choice.outputs === true ? OUTPUTS_FILE : choice.outputs;
    return { source: 'deployed backend', pipelines: deployedOrThrow(directory, file) };
  }

  const running = runningLocalStack(directory);
  const deployed = deployedPipelines(directory, OUTPUTS_FILE);
  if (running && deployed) {
    throw new TargetError(
      `Both a local stack (${running.inboxUrl}) and a deployed backend (${OUTPUTS_FILE}) are here: choose with --local or --outputs.`,
    );
  }
  if (running) return localBackend(running);
  if (deployed) return { source: 'deployed backend', pipelines: deployed };
  const other = takesTopic ? 'a topic with --topic-arn' : 'its stack with --stack, or a queue with --queue';
  throw new TargetError(
    `Neither a running local stack nor an ${OUTPUTS_FILE} with pipelines is in ${directory}: start one with "npx amplify-mailroom local", deploy the backend, or name ${other}.`,
  );
}

/** The local stack as commands act on it. */
export function localBackend({ pipelines, endpoints, inboxUrl }: LocalStackFile): Backend {
  return { source: 'local stack', pipelines, endpoints, inboxUrl };
}

/** All of a backend's pipelines as targets. */
export function targetsOf({ pipelines, ...backend }: Backend): readonly Target[] {
  return Object.keys(pipelines).map((name) => ({ ...pick(pipelines, name), ...backend }));
}

/** @throws TargetError where what was named is not one thing. */
export function refuseContradiction({ pipeline, ...choice }: TargetChoice): void {
  const names = ['topicArn', 'local', 'outputs', 'stack', 'queue'] as const;
  const chosen = names.filter((name) => choice[name] !== undefined && choice[name] !== false);
  const options = chosen.map((name) => (name === 'topicArn' ? '--topic-arn' : `--${name}`));
  if (options.length > 1)
    throw new TargetError(`${options.join(' and ')} exclude each other: give one of them.`);
  const [only] = chosen;
  if (pipeline !== undefined && (only === 'topicArn' || only === 'queue'))
    throw new TargetError(`${options[0]} already is one pipeline: leave out --pipeline.`);
}

function topicTarget(topicArn: string): Target {
  const { accountId, region, topicName: pipelineName } = partsOf(topicArn);
  return { source: 'topic ARN', accountId, region, pipelineName, pipeline: { topicArn, functions: {} } };
}

/**
 * One of a backend's pipelines.
 *
 * @param name as `--pipeline` names it.
 * @throws TargetError where it takes a choice to tell which.
 */
export function pipelineTarget(
  source: Target['source'],
  pipelines: Pipelines,
  name: string | undefined,
): Target {
  return { source, ...pick(pipelines, name) };
}

function deployedOrThrow(directory: string, file: string): Pipelines {
  const pipelines = deployedPipelines(directory, file);
  if (pipelines) return pipelines;
  throw new TargetError(
    existsSync(resolve(directory, file))
      ? `${file} holds no pipelines: give the construct's outputs to backend.addOutput, and deploy the backend.`
      : `${file} is missing: deploy the backend, or write its outputs here with "${OUTPUTS_COMMAND}".`,
  );
}

function pick(pipelines: Pipelines, name: string | undefined) {
  const names = Object.keys(pipelines);
  const matching = names.filter(
    (each) => name === undefined || each === name || each.split('/').at(-1) === name,
  );
  const exact = name !== undefined && names.includes(name) ? name : undefined;
  const pipelineName = exact ?? (matching.length === 1 ? matching[0] : undefined);
  const pipeline = pipelineName === undefined ? undefined : pipelines[pipelineName];
  if (names.length === 0)
    throw new TargetError('There is no pipeline: the backend has no CustomNotifications.');
  if (pipelineName === undefined || pipeline === undefined) {
    const fault =
      name === undefined ? 'There is not one pipeline but' : `There is no one pipeline "${name}" among`;
    throw new TargetError(`${fault} ${names.length}: ${names.join(', ')}. Choose with --pipeline.`);
  }
  const { accountId, region } = partsOf(pipeline.topicArn);
  return { pipelineName, pipeline, accountId, region };
}

function partsOf(topicArn: string): { region: string; accountId: string; topicName: string } {
  const [, region, accountId, topicName] = /^arn:[\w-]+:sns:([\w-]+):(\d{12}):([^:]+)$/.exec(topicArn) ?? [];
  if (region !== undefined && accountId !== undefined && topicName !== undefined)
    return { region, accountId, topicName };
  throw new TargetError(
    `"${topicArn}" is not the ARN of a topic, as in arn:aws:sns:eu-west-1:123456789012:name.`,
  );
}

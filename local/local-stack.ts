import { setTimeout as sleep } from 'node:timers/promises';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Pipelines } from '../contract/pipelines.ts';
import { readCloudAssembly } from './assembly/cloud-assembly.ts';
import { resolveAssembly } from './assembly/deployment.ts';
import { type Deployment, deploy, type Update } from './deploy/deploy.ts';
import type { FunctionEndpoints } from './deploy/function-environment.ts';
import { functionNameOf } from './deploy/mappings.ts';
import { type Emulators, portAfter, startEmulators } from './emulators/emulators.ts';
import { ASYNCHRONOUS_RETRY_SECONDS } from './lambda/asynchronous-invocations.ts';
import { serveInvokeApi } from './lambda/invoke-api.ts';
import type { LambdaFunction } from './lambda/lambda-function.ts';
import { requireNode } from './node-version.ts';
import type { LocalSes, SesSettingsChange } from './ses/index.ts';

/** The account that the emulators know. */
const ACCOUNT_ID = '000000000000';

const DEFAULT_REGION = 'us-east-1';
const CREDENTIALS = { accessKeyId: 'local', secretAccessKey: 'local' };

/** How long what runs may still run once the stack is told to stop, in milliseconds. */
const GRACE_MILLISECONDS = 2_000;

/** How to run a cloud assembly on this machine. */
export interface LocalStackOptions {
  /** The folder of the cloud assembly, or what makes one; the emulators start meanwhile. */
  readonly app: string | (() => Promise<string>);
  /**
   * The inbox's port on 127.0.0.1; SNS and SQS have the next one, DynamoDB the one after, Lambda the third.
   * @default 0, any free ports
   */
  readonly port?: number;
  /**
   * The folder in which messages, tables and the inbox are kept over a restart.
   * @default none, everything is in memory
   */
  readonly dataDirectory?: string;
  /**
   * The send rate, the daily quota and the faults that SES starts with; `ses.configure` changes them later.
   * @default no limits, no faults
   */
  readonly ses?: SesSettingsChange;
  /**
   * How long a function that subscribes to a topic waits for each of its retries, in seconds.
   * @default [60, 120], as Lambda does
   */
  readonly asynchronousRetrySeconds?: readonly number[];
  /** Takes each line that a function logs. @default dropped */
  readonly log?: (source: string, line: string) => void;
}

/** A cloud assembly that runs on this machine. */
export interface LocalStack {
  readonly region: string;
  readonly accountId: string;
  /** Where any SDK or the AWS CLI finds each service. */
  readonly endpoints: FunctionEndpoints;
  /** The page that shows the sent mail. */
  readonly inboxUrl: string;
  /** As the backend's outputs name them. */
  readonly pipelines: Pipelines;
  /** The inbox, and the faults of SES. */
  readonly ses: LocalSes;
  /** The functions that run, by name. */
  readonly functions: ReadonlyMap<string, LambdaFunction>;
  /** What the template asks for and the local stack does not give. */
  readonly notEmulated: readonly string[];
  /**
   * Invokes a function and gives what it returned.
   *
   * @throws Error with the function's own error, or where there is no such function.
   */
  invoke(functionName: string, event: unknown): Promise<unknown>;
  /** Takes over the functions of a newer cloud assembly of the same app; says what that changed. */
  update(directory: string): Update;
  /** Stops everything; what is in the queues stays there where there is a data directory. */
  stop(): Promise<void>;
}

/**
 * Runs a synthesized app on this machine: its topics, queues and tables in emulators, its functions, unmodified, in
 * worker threads. Several may run at once.
 *
 * @throws Error where the folder holds no cloud assembly, where the template needs what cannot be resolved, where a
 * port is taken, where an emulator is not installed, or where Node is older than 24.
 */
export async function startLocalStack(options: LocalStackOptions): Promise<LocalStack> {
  requireNode();
  const { port = 0, dataDirectory, ses = {} } = options;
  const made = typeof options.app === 'string' ? Promise.resolve(options.app) : options.app();
  const starting = startEmulators({ port, dataDirectory, ses });
  const [directory, emulators] = await Promise.all([made, starting]).catch(async (error: unknown) => {
    await starting.then((started) => started.stop()).catch(() => {});
    throw error;
  });
  try {
    return await runAssembly(directory, emulators, options);
  } catch (error) {
    await emulators.stop();
    throw error;
  }
}

async function runAssembly(
  directory: string,
  emulators: Emulators,
  { port = 0, asynchronousRetrySeconds = ASYNCHRONOUS_RETRY_SECONDS, log = () => {} }: LocalStackOptions,
): Promise<LocalStack> {
  const assembly = readCloudAssembly(directory);
  const region = assembly.stacks.find((stack) => stack.region)?.region ?? DEFAULT_REGION;
  const environment = { region, accountId: ACCOUNT_ID, queueUrlBase: emulators.snsSqs.url };
  const polling = new AbortController();
  let deployment: Deployment | undefined;

  const invokeApi = await serveInvokeApi(portAfter(port, 3), (name, payload) =>
    findFunction(deployment, name)?.invoke(payload),
  );
  const endpoints = endpointsOf(emulators, invokeApi.url);
  const sns = new SNSClient({ region, endpoint: endpoints.sns, credentials: CREDENTIALS });
  const sqs = new SQSClient({ region, endpoint: endpoints.sqs, credentials: CREDENTIALS });
  const stop = async () => {
    polling.abort();
    await withinGrace(deployment?.ended);
    await Promise.all([...(deployment?.functions.values() ?? [])].map((each) => each.stop()));
    await Promise.all([emulators.stop(), invokeApi.stop()]);
    sns.destroy();
    sqs.destroy();
  };
  try {
    const resolved = resolveAssembly(assembly, environment);
    const dynamodb = emulators.dynamoDb;
    const { signal } = polling;
    const dependencies = { sns, sqs, dynamodb, endpoints, region, asynchronousRetrySeconds, signal, log };
    deployment = await deploy(assembly, resolved, dependencies);
  } catch (error) {
    await stop();
    throw error;
  }
  const { functions, pipelines, notEmulated } = deployment;
  const stated = { region, accountId: ACCOUNT_ID, endpoints, inboxUrl: emulators.ses.url };
  const invoke = (name: string, event: unknown) =>
    invokeFunction(findFunction(deployment, name), name, event);
  const { update: updateFrom } = deployment;
  const update = (newer: string) => {
    const read = readCloudAssembly(newer);
    return updateFrom(read, resolveAssembly(read, environment));
  };
  return {
    ...stated,
    pipelines,
    notEmulated,
    functions,
    ses: emulators.ses,
    invoke,
    update,
    stop: once(stop),
  };
}

function endpointsOf({ snsSqs, ses, dynamoDb }: Emulators, lambda: string): FunctionEndpoints {
  return { sns: snsSqs.url, sqs: snsSqs.url, ses: ses.url, dynamodb: dynamoDb.url, lambda };
}

/** A caller may name a function by its ARN, as the outputs of some backends do. */
function findFunction(deployment: Deployment | undefined, nameOrArn: string): LambdaFunction | undefined {
  return deployment?.functions.get(functionNameOf(nameOrArn));
}

async function invokeFunction(
  target: LambdaFunction | undefined,
  name: string,
  event: unknown,
): Promise<unknown> {
  if (!target) throw new Error(`The local stack runs no function ${name}.`);
  const result = await target.invoke(JSON.stringify(event));
  if (result.kind === 'result') return JSON.parse(result.payload);
  if (result.kind === 'throttled')
    throw new Error(`${name} runs as often at once as its reserved concurrency allows.`);
  throw Object.assign(new Error(result.error.errorMessage), { name: result.error.errorType });
}

/** Waits for `work`, but not for long. */
async function withinGrace(work: Promise<unknown> | undefined): Promise<void> {
  const grace = new AbortController();
  await Promise.race([work, sleep(GRACE_MILLISECONDS, undefined, { signal: grace.signal }).catch(() => {})]);
  grace.abort();
}

function once(action: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => {
    done ??= action();
    return done;
  };
}

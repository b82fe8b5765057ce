import { knownFunction } from '../contract/known-function.ts';
import type { Pipelines } from '../contract/pipelines.ts';
import { type DeployableAssembly, readDeployableAssembly } from './assembly/cloud-assembly.ts';
import { resolveAssembly } from './assembly/deployment.ts';
import type { Values } from './assembly/given-values.ts';
import { earliest } from './clock/jumper.ts';
import { type ClockKind, createClock, type StackClock } from './clock/start-clock.ts';
import { type Deployment, deploy, type SynthesizedApp, type Update } from './deploy/deploy.ts';
import { withAllValues } from './deploy/missing-values.ts';
import { refuseSameNames } from './deploy/refuse-same-names.ts';
import { endDeployment } from './end-deployment.ts';
import { claimData } from './folder-claim.ts';
import { Gates, refusalLog } from './hosting/gates.ts';
import { Gate } from './iam/gate.ts';
import type { PermissionsReport } from './iam/permissions-report.ts';
import { keepWebAssembly, requireNode } from './node-process.ts';
import { deployedPipelines } from './pipelines.ts';
import { IDENTITIES, RESOURCE_TYPES } from './registry.ts';
import type { LocalAlarm } from './services/cloudwatch/local-alarm.ts';
import type { TableSettings } from './services/dynamodb/dynalite.ts';
import { ASYNCHRONOUS_RETRY_SECONDS } from './services/lambda/asynchronous-invocations.ts';
import { invokeFunction } from './services/lambda/invoke-function.ts';
import type { Lambda } from './services/lambda/lambda.ts';
import type { LambdaFunction } from './services/lambda/lambda-function.ts';
import type { Endpoints } from './services/service.ts';
import type { SesSettingsChange } from './services/ses/settings.ts';
import type { LocalSes } from './services/ses/start-ses.ts';
import { clientsOf } from './services/sns-sqs/clients.ts';
import { type StartedServices, startServices } from './start-services.ts';
import { type Usage, usageOf } from './usage.ts';

/** The account that the emulators know. */
const ACCOUNT_ID = '000000000000';

const DEFAULT_REGION = 'us-east-1';

/** How to run a cloud assembly on this machine. */
export interface LocalStackOptions {
  /** The folder of the cloud assembly, or what makes one; the emulators start meanwhile. */
  readonly app: string | (() => Promise<string>);
  /**
   * The stacks of the app that run, by their names, by their paths in the app, or by the path of their stage. The stacks that they
   * are deployed after run too.
   * @default all
   */
  readonly stack?: string | readonly string[];
  /**
   * The inbox's port on 127.0.0.1; SNS and SQS have the next one, DynamoDB the one after, Lambda the third,
   * CloudWatch the fourth.
   * @default `0`, any free ports
   */
  readonly port?: number;
  /**
   * The folder that keeps messages, tables and the inbox over a restart.
   * @default none: everything is in memory
   */
  readonly dataDirectory?: string;
  /**
   * The send rate, the daily quota and the faults that SES starts with; `ses.configure` changes them later.
   * @default no limits, no faults
   */
  readonly ses?: SesSettingsChange;
  /**
   * How long a function that subscribes to a topic waits for each of its retries, in seconds.
   * @default `[60, 120]`, as Lambda does
   */
  readonly asynchronousRetrySeconds?: readonly number[];
  /**
   * The time in the stack: `skipping` jumps to the moment at which the next message of a polled queue becomes visible
   * whenever nothing is at work, so that hours of retries pass in seconds. `adjustable` jumps only by {@link LocalStack.skip}.
   * Functions, queues and SES see the jumps. Your own code does not: {@link LocalStack.now} tells the stack's time.
   * @default `'real'`, the machine's time
   */
  readonly clock?: ClockKind;
  /**
   * Whether functions, topics and alarms may do only what the template's policies allow. Your own calls, with any other
   * credentials than a function's, may do everything.
   * @default `true`
   */
  readonly permissions?: boolean;
  /**
   * Values that the templates leave to their deployment: parameters by their names, or as `Stack:Name` for the parameter of one
   * stack alone; values of the SSM parameter store by their names there, and secrets of Secrets Manager by name or ARN. Only
   * resources that run here need any.
   * @default the defaults of the templates, and what the app itself puts into the parameter store
   */
  readonly parameters?: Values;
  /**
   * The values of Amplify's secrets, by the names that `secret()` is called with. A function sees Amplify's own text in place of a
   * value that is missing, as on AWS.
   * @default none
   */
  readonly secrets?: Values;
  /**
   * Takes each line that a function logs; from the source `alarm` each change of an alarm, from `permissions` each refusal.
   * @default none: lines are dropped
   */
  readonly log?: (source: string, line: string) => void;
}

/** A cloud assembly that runs on this machine. */
export interface LocalStack {
  /** The app's region, or `us-east-1`. */
  readonly region: string;
  /** `000000000000`. */
  readonly accountId: string;
  /** The addresses at which any SDK or the AWS CLI finds each service. */
  readonly endpoints: Endpoints;
  /** The address of the inbox. */
  readonly inboxUrl: string;
  /** The pipelines, by the names that the backend's outputs give them. */
  readonly pipelines: Pipelines;
  /** The inbox, and the faults of SES. */
  readonly ses: LocalSes;
  /** Makes the tables fail, by `configure({ outage })`. */
  readonly tables: { configure(settings: TableSettings): Promise<void> };
  /** The functions that run, by name. */
  readonly functions: ReadonlyMap<string, LambdaFunction>;
  /** What the template asks for and the local stack does not emulate. */
  readonly notEmulated: readonly string[];
  /** Milliseconds since the epoch, by the stack's clock. */
  now(): number;
  /**
   * Resolves once so many milliseconds have passed by the stack's clock, which does not jump over that moment. So an outage can
   * last for hours.
   */
  sleep(milliseconds: number): Promise<void>;
  /**
   * Moves the stack's time ahead, whatever happens meanwhile, with the clock `adjustable` or `skipping`.
   *
   * @throws Error where the stack goes by the machine's clock.
   */
  skip(milliseconds: number): void;
  /** The template's alarms, evaluated on what has happened up to now. */
  alarms(): Promise<readonly LocalAlarm[]>;
  /** What functions were granted and have not used since the start, and what was refused. */
  permissions(): Promise<PermissionsReport>;
  /** What functions and services have done since the start. */
  usage(): Promise<Usage>;
  /**
   * Invokes a function, and gives what it returned or throws its error. Name it by its name or ARN, or by what you called it, as in
   * `welcome` for `welcomelambda5C0B2F81-2cea9fab`.
   *
   * @throws Error with the function's own error, or where there is no such function.
   */
  invoke(functionName: string, event: unknown): Promise<unknown>;
  /** Takes over the functions of a newer cloud assembly of the same app, and says what that changed. */
  update(directory: string): Update;
  /** Stops everything. Messages stay where there is a data directory. */
  stop(): Promise<void>;
}

/**
 * Runs a synthesized app on this machine: its topics, queues and tables in emulators, its functions, unmodified, in
 * worker threads. Several may run at once.
 *
 * @throws Error where the folder holds no cloud assembly, where the template needs what cannot be resolved, where a
 * port is taken, where another stack keeps its data in the data directory, where an emulator is not installed, or where Node is
 * older than 24.
 */
export async function startLocalStack(options: LocalStackOptions): Promise<LocalStack> {
  requireNode();
  keepWebAssembly();
  const { dataDirectory } = options;
  const giveBack = dataDirectory === undefined ? () => {} : claimData(dataDirectory);
  try {
    const stack = await start(options);
    return { ...stack, stop: () => stack.stop().finally(giveBack) };
  } catch (error) {
    giveBack();
    throw error;
  }
}

async function start(options: LocalStackOptions): Promise<LocalStack> {
  const { port = 0, dataDirectory, ses = {}, log = () => {} } = options;
  const time = createClock(options.clock ?? 'real');
  const onRefusal = refusalLog(log);
  const gate = new Gate(onRefusal, () => time.clock.now());
  const made = typeof options.app === 'string' ? Promise.resolve(options.app) : options.app();
  const starting = startServices({ port, dataDirectory, ses, clock: time.clock, gate });
  const [directory, services] = await Promise.all([made, starting]).catch(async (error: unknown) => {
    await starting.then((started) => started.stop()).catch(() => {});
    throw error;
  });
  const gates = new Gates({ own: gate, remote: services.remoteGates, onRefusal, log });
  return runAssembly(directory, { services, gates, time }, options).catch(async (error: unknown) => {
    await services.stop();
    throw error;
  });
}

/** What runs before anything is deployed. */
interface Started {
  readonly services: StartedServices;
  readonly gates: Gates;
  readonly time: StackClock;
}

async function runAssembly(
  directory: string,
  started: Started,
  {
    asynchronousRetrySeconds = ASYNCHRONOUS_RETRY_SECONDS,
    permissions = true,
    log = () => {},
    stack: chosen = [],
    parameters = {},
    secrets = {},
  }: LocalStackOptions,
): Promise<LocalStack> {
  const { services, gates, time } = started;
  const read = (from: string) => readDeployableAssembly(from, [chosen].flat());
  const assembly = read(directory);
  const region = assembly.stacks.find((stack) => stack.region)?.region ?? DEFAULT_REGION;
  const environment = { region, accountId: ACCOUNT_ID };
  const surroundings = { ...environment, queueUrlBase: services.snsSqs.url };
  const resolve = (source: DeployableAssembly): SynthesizedApp => ({
    assembly: source,
    resolved: withAllValues(RESOURCE_TYPES, parameters, (values) =>
      resolveAssembly(source, surroundings, IDENTITIES, values),
    ),
  });
  const clients = clientsOf(services.snsSqs.url, region);
  const polling = new AbortController();
  const { signal } = polling;
  const stopAfter = async (ended: Promise<unknown>) => {
    polling.abort();
    time.stop();
    await endDeployment(ended, services.lambda.functions);
    clients.destroy();
    await services.stop();
  };
  try {
    const app = resolve(assembly);
    refuseSameNames(RESOURCE_TYPES, app.resolved);
    const deployment = await deploy(RESOURCE_TYPES, app, {
      ...services,
      ...environment,
      ...clients,
      signal,
      log,
      asynchronousRetrySeconds,
      secrets,
      clock: time.clock,
      gates: permissions ? gates : undefined,
    });
    await services.cloudWatch.watch({
      ...environment,
      sns: clients.sns,
      gate: gates.own,
      signal,
      log,
      deployed: deployment.deployed,
      queueSamples: services.snsSqs.queueSamples,
      sesActivity: services.ses.activity,
    });
    time.start(async () => earliest(await Promise.all([services.snsSqs.nextDue(), services.ses.nextDue()])));
    return {
      ...environment,
      ...handlesOf(started, deployment),
      pipelines: deployedPipelines(app.resolved, deployment.deployed),
      update: (newer) => deployment.update(resolve(read(newer))),
      stop: once(() => stopAfter(deployment.ended)),
    };
  } catch (error) {
    await stopAfter(Promise.resolve());
    throw error;
  }
}

/** By which a running stack is watched and acted on. */
function handlesOf({ services, gates, time }: Started, { notEmulated }: Deployment) {
  const { ses, dynamoDb, lambda, cloudWatch, endpoints } = services;
  return {
    ses,
    endpoints,
    notEmulated,
    inboxUrl: ses.url,
    tables: { configure: dynamoDb.configure },
    functions: lambda.functions,
    alarms: () => cloudWatch.alarms(),
    permissions: () => gates.report(),
    usage: () => usageOf(services),
    invoke: async (name: string, event: unknown) => invokeFunction(meantFunction(lambda, name), name, event),
    now: () => time.clock.now(),
    sleep: time.sleep,
    skip: time.skip,
  };
}

/** By its name, its ARN, or what a developer called it. */
function meantFunction({ find, functions }: Lambda, name: string): LambdaFunction {
  return find(name) ?? (functions.get(knownFunction([...functions.keys()], name)) as LambdaFunction);
}

function once(action: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => {
    done ??= action();
    return done;
  };
}

import type { Pipelines } from '../contract/pipelines.ts';
import { type CloudAssembly, readCloudAssembly } from './assembly/cloud-assembly.ts';
import { type ResolvedAssembly, resolveAssembly } from './assembly/deployment.ts';
import { type ClockKind, createClock, type StackClock } from './clock/start-clock.ts';
import { type Deployment, deploy, type Update } from './deploy/deploy.ts';
import { endDeployment } from './end-deployment.ts';
import { Enforcement } from './hosting/gates.ts';
import type { PermissionsReport } from './iam/permissions-report.ts';
import { keepWebAssembly, requireNode } from './node-process.ts';
import { actOnChange } from './services/cloudwatch/alarm-actions.ts';
import { CloudWatch } from './services/cloudwatch/cloudwatch.ts';
import { type LocalAlarm, localAlarm } from './services/cloudwatch/local-alarm.ts';
import type { RecordMetric } from './services/cloudwatch/metric.ts';
import type { TableSettings } from './services/dynamodb/dynalite.ts';
import { ASYNCHRONOUS_RETRY_SECONDS } from './services/lambda/asynchronous-invocations.ts';
import type { FunctionEndpoints } from './services/lambda/function-environment.ts';
import { invokeFunction } from './services/lambda/invoke-function.ts';
import type { LambdaFunction } from './services/lambda/lambda-function.ts';
import { functionNameOf } from './services/lambda/resources/event-source-mapping.ts';
import type { LocalSes, SesSettingsChange } from './services/ses/start-ses.ts';
import { openServices } from './services.ts';
import { type Emulators, startEmulators } from './start-services.ts';
import { type Usage, usageOf } from './usage.ts';

/** The account that the emulators know. */
const ACCOUNT_ID = '000000000000';

const DEFAULT_REGION = 'us-east-1';

/** How to run a cloud assembly on this machine. */
export interface LocalStackOptions {
  /** The folder of the cloud assembly, or what makes one; the emulators start meanwhile. */
  readonly app: string | (() => Promise<string>);
  /**
   * The inbox's port on 127.0.0.1; SNS and SQS have the next one, DynamoDB the one after, Lambda the third,
   * CloudWatch the fourth.
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
  /**
   * The time in the stack: `skipping` jumps to the moment at which the next message of a polled queue becomes visible
   * whenever nothing is at work, so that hours of retries pass in seconds. Functions, queues and SES see the jumps, your
   * own code does not: {@link LocalStack.now} tells it.
   * @default 'real', the machine's time
   */
  readonly clock?: ClockKind;
  /**
   * Whether functions, topics and alarms may do only what the template's policies allow. Your own calls, with any other
   * credentials than a function's, may do everything.
   * @default true
   */
  readonly permissions?: boolean;
  /**
   * Takes each line that a function logs, from the source `alarm` each change of an alarm, and from `permissions` what
   * is refused.
   * @default dropped
   */
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
  /** Makes the tables fail. */
  readonly tables: { configure(settings: TableSettings): Promise<void> };
  /** The functions that run, by name. */
  readonly functions: ReadonlyMap<string, LambdaFunction>;
  /** What the template asks for and the local stack does not give. */
  readonly notEmulated: readonly string[];
  /** Milliseconds since the epoch, by the stack's clock. */
  now(): number;
  /**
   * Resolves once so many milliseconds have passed by the stack's clock, which does not jump over that moment: so an
   * outage can last for hours.
   */
  sleep(milliseconds: number): Promise<void>;
  /** The template's alarms, evaluated on what has happened up to now. */
  alarms(): Promise<readonly LocalAlarm[]>;
  /** What functions were granted and have not used since the start, and what was refused. */
  permissions(): Promise<PermissionsReport>;
  /** What functions and services have done since the start. */
  usage(): Promise<Usage>;
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
  keepWebAssembly();
  const { port = 0, dataDirectory, ses = {} } = options;
  const time = createClock(options.clock ?? 'real');
  const made = typeof options.app === 'string' ? Promise.resolve(options.app) : options.app();
  const starting = startEmulators({ port, dataDirectory, ses, clock: time.clock });
  const [directory, emulators] = await Promise.all([made, starting]).catch(async (error: unknown) => {
    await starting.then((started) => started.stop()).catch(() => {});
    throw error;
  });
  return runAssembly(directory, emulators, time, options).catch(async (error: unknown) => {
    await emulators.stop();
    throw error;
  });
}

async function runAssembly(
  directory: string,
  emulators: Emulators,
  time: StackClock,
  {
    port = 0,
    asynchronousRetrySeconds = ASYNCHRONOUS_RETRY_SECONDS,
    permissions = true,
    log = () => {},
  }: LocalStackOptions,
): Promise<LocalStack> {
  const assembly = readCloudAssembly(directory);
  const region = assembly.stacks.find((stack) => stack.region)?.region ?? DEFAULT_REGION;
  const place = { region, accountId: ACCOUNT_ID };
  const resolve = (read: CloudAssembly) =>
    resolveAssembly(read, { ...place, queueUrlBase: emulators.snsSqs.url });
  let deployment: Deployment | undefined;
  const invoke = (nameOrArn: string, payload: string) =>
    deployment?.functions.get(functionNameOf(nameOrArn))?.invoke(payload);
  const { clock, sleep } = time;
  const cloudWatch = new CloudWatch({ clock, queueSamples: emulators.snsSqs.queueSamples });
  const guards = [emulators.snsSqs, emulators.ses, emulators.dynamoDb].map(({ guard }) => guard);
  const enforcement = new Enforcement({ guards, log, now: () => clock.now() });
  const { gate } = enforcement;
  const services = await openServices(emulators, { port, region, clock, invoke, cloudWatch, gate });
  const polling = new AbortController();
  const stop = once(async () => {
    polling.abort();
    time.stop();
    cloudWatch.stop();
    await endDeployment(deployment);
    await services.stop();
  });
  try {
    const { signal } = polling;
    const recordMetric: RecordMetric = (datum) => cloudWatch.metrics.add(datum);
    const inbox = emulators.ses;
    const dependencies = {
      ...services,
      ...place,
      inbox,
      enforcement: permissions ? enforcement : undefined,
      clock,
      asynchronousRetrySeconds,
      recordMetric,
      signal,
      log,
    };
    deployment = await deploy(assembly, resolve(assembly), dependencies);
    const { topics } = deployment;
    await cloudWatch.watch({
      ...deployment,
      act: actOnChange({ ...place, sns: services.sns, gate, topics, log }),
    });
    time.start(emulators.snsSqs.nextDue);
    const handles = handlesOf(deployment, { emulators, cloudWatch, enforcement, resolve });
    return { ...place, ...handles, endpoints: services.endpoints, now: () => clock.now(), sleep, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

interface HandleDependencies {
  readonly emulators: Emulators;
  readonly cloudWatch: CloudWatch;
  readonly enforcement: Enforcement;
  readonly resolve: (read: CloudAssembly) => ResolvedAssembly;
}

/** By what a running stack is watched and acted on. */
function handlesOf(
  { functions, pipelines, notEmulated, update }: Deployment,
  { emulators, cloudWatch, enforcement, resolve }: HandleDependencies,
) {
  return {
    alarms: async () => {
      await cloudWatch.refresh();
      return cloudWatch.alarms.map(localAlarm);
    },
    inboxUrl: emulators.ses.url,
    ses: emulators.ses,
    tables: { configure: emulators.dynamoDb.configure },
    ...{ functions, pipelines, notEmulated },
    permissions: () => enforcement.report(),
    usage: () => usageOf(functions, emulators),
    invoke: (name: string, event: unknown) =>
      invokeFunction(functions.get(functionNameOf(name)), name, event),
    update: (newer: string) => {
      const read = readCloudAssembly(newer);
      return update(read, resolve(read));
    },
  };
}

function once(action: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => {
    done ??= action();
    return done;
  };
}

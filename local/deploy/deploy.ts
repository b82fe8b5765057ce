import type { Pipelines } from '../../contract/pipelines.ts';
import type { CloudAssembly } from '../assembly/cloud-assembly.ts';
import type { ResolvedAssembly } from '../assembly/deployment.ts';
import type { Resource } from '../assembly/stack-scope.ts';
import { pipelinesOf } from '../pipelines.ts';
import { EMULATED } from '../registry.ts';
import type { AlarmDefinition } from '../services/cloudwatch/alarm-definition.ts';
import { metricsIn } from '../services/cloudwatch/emf.ts';
import { invocationMetrics } from '../services/cloudwatch/lambda-metrics.ts';
import { alarmKinds, alarmsOf } from '../services/cloudwatch/resources/alarm.ts';
import { deployTable } from '../services/dynamodb/resources/table.ts';
import type { InvocationRecord } from '../services/lambda/invocation-record.ts';
import { LambdaFunction } from '../services/lambda/lambda-function.ts';
import { mappingOf, pollsQueue } from '../services/lambda/resources/event-source-mapping.ts';
import { functionOf, runsNode } from '../services/lambda/resources/function.ts';
import { deployQueue } from '../services/sns-sqs/resources/queue.ts';
import { connect, mappingPoller } from '../services/sns-sqs/resources/subscription.ts';
import { deployTopic, subscriptionOf } from '../services/sns-sqs/resources/topic.ts';
import { fingerprint } from './fingerprint.ts';
import { notEmulated } from './not-emulated.ts';
import { DeployChecks } from './permissions/deploy-checks.ts';
import { type ReadPermissions, readPermissions } from './permissions/read-permissions.ts';
import { standInsOf } from './permissions/stand-ins.ts';
import type { DeployDependencies } from './resource-type.ts';

/** What has been deployed and is running. */
export interface Deployment {
  readonly functions: ReadonlyMap<string, LambdaFunction>;
  readonly pipelines: Pipelines;
  readonly alarms: readonly AlarmDefinition[];
  /** The names of the template's queues. */
  readonly queues: ReadonlySet<string>;
  /** The ARNs of its topics. */
  readonly topics: ReadonlySet<string>;
  /** What the template asks for and the local stack does not give. */
  readonly notEmulated: readonly string[];
  /** Resolves when every poller has ended. */
  readonly ended: Promise<unknown>;
  /** Takes over the functions of a newer assembly; says what that changed. */
  update(assembly: CloudAssembly, resolved: ResolvedAssembly): Update;
}

/** What a newer assembly changed in a running stack. */
export interface Update {
  /** The functions whose next invocation runs the new code or configuration. */
  readonly functions: readonly string[];
  /** Whether more than functions differs, which only a restart takes over. */
  readonly restartNeeded: boolean;
}

/** Creates in the emulators what the template says, and starts what connects them. */
export async function deploy(
  assembly: CloudAssembly,
  resolved: ResolvedAssembly,
  dependencies: DeployDependencies,
): Promise<Deployment> {
  const { sns, sqs, dynamodb, enforcement } = dependencies;
  const read = enforcement && readPermissions(resolved.resources, dependencies);
  if (read) enforcement.gate.enforce({ ...read.permissions, standIns: {} });
  const checks = new DeployChecks(enforcement);
  const ofType = (type: string) => resolved.resources.filter((resource) => resource.type === type);
  const queues = await Promise.all(ofType(EMULATED.queue).map((resource) => deployQueue(resource, sqs)));
  const topics = await Promise.all(ofType(EMULATED.topic).map((resource) => deployTopic(resource, sns)));
  await Promise.all(ofType(EMULATED.table).map((resource) => deployTable(resource, dynamodb)));
  const functions = createFunctions(ofType(EMULATED.function).filter(runsNode), assembly, {
    ...dependencies,
    checks,
  });
  const queueNames = new Set(queues.map(({ name }) => name));
  const topicArns = new Set(topics.map(({ arn }) => arn));
  const alarms = await alarmsOf(resolved.resources, {
    queues: queueNames,
    functions: new Set(functions.keys()),
  });
  const subscriptions = ofType(EMULATED.subscription).map(subscriptionOf);
  const mappings = ofType(EMULATED.mapping).filter(pollsQueue).map(mappingOf);
  for (const subscription of subscriptions) checks.tellDelivery(subscription);

  const context = { ...dependencies, topics, queues, functions };
  const subscribed = await Promise.all(subscriptions.map((each) => connect(each, context)));
  if (read)
    await enforcement.enforce({ ...read.permissions, standIns: standInsOf(subscriptions, functions) });
  const polled = mappings.filter((mapping) => checks.mayPoll(mapping));
  const pollers = [...subscribed, ...polled.map((each) => mappingPoller(each, context))];
  return {
    functions,
    ...{ alarms, queues: queueNames, topics: topicArns },
    pipelines: pipelinesOf(resolved, {
      ...{ topics, queues, subscriptions, mappings, alarms },
      functions: [...functions.values()].map(({ configuration }) => configuration),
    }),
    notEmulated: [
      ...notEmulated(resolved.resources),
      ...alarmKinds(alarms, topicArns),
      ...(read?.unknown ?? []),
    ],
    ended: Promise.allSettled(pollers.map((poller) => poller?.run())),
    update: (newer, newerResolved) => ({
      functions: reconfigure(functions, newer, newerResolved, dependencies),
      restartNeeded:
        fingerprint(newerResolved) !== fingerprint(resolved) ||
        (read !== undefined && !isSame(read, readPermissions(newerResolved.resources, dependencies))),
    }),
  };
}

function reconfigure(
  functions: ReadonlyMap<string, LambdaFunction>,
  assembly: CloudAssembly,
  { resources }: ResolvedAssembly,
  { region, endpoints }: DeployDependencies,
): string[] {
  const declared = resources.filter((resource) => resource.type === EMULATED.function && runsNode(resource));
  const configurations = declared.map((resource) => functionOf(resource, assembly, region, endpoints));
  const changed = configurations.filter((each) => functions.get(each.name)?.reconfigure(each));
  return changed.map(({ name }) => name);
}

function isSame({ permissions }: ReadPermissions, other: ReadPermissions): boolean {
  return JSON.stringify(permissions) === JSON.stringify(other.permissions);
}

function createFunctions(
  resources: readonly Resource[],
  assembly: CloudAssembly,
  { region, endpoints, log, clock, recordMetric, checks }: DeployDependencies & { checks: DeployChecks },
): Map<string, LambdaFunction> {
  const functions = resources.flatMap((resource) => {
    const configuration = functionOf(resource, assembly, region, endpoints);
    if (!checks.mayRun(configuration)) return [];
    const isLogged = checks.mayLog(configuration);
    const logged = (line: string) => {
      if (!isLogged) return;
      metricsIn(line).forEach(recordMetric);
      log(resource.logicalId, line);
    };
    const record = (done: InvocationRecord) =>
      invocationMetrics(configuration.name, done).forEach(recordMetric);
    return [new LambdaFunction(configuration, logged, { clock, record })];
  });
  return new Map(functions.map((each) => [each.name, each]));
}

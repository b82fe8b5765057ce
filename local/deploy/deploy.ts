import type { Pipelines } from '../../contract/pipelines.ts';
import type { CloudAssembly } from '../assembly/cloud-assembly.ts';
import type { ResolvedAssembly } from '../assembly/deployment.ts';
import type { Resource } from '../assembly/stack-scope.ts';
import type { AlarmDefinition } from '../cloudwatch/alarm-definition.ts';
import { metricsIn } from '../cloudwatch/emf.ts';
import { invocationMetrics } from '../cloudwatch/lambda-metrics.ts';
import { LambdaFunction } from '../lambda/lambda-function.ts';
import { alarmKinds, alarmsOf } from './alarms.ts';
import type { DeployDependencies } from './dependencies.ts';
import { EMULATED } from './emulated-types.ts';
import { fingerprint } from './fingerprint.ts';
import { functionOf, runsNode } from './functions.ts';
import { mappingOf, pollsQueue } from './mappings.ts';
import { notEmulated } from './not-emulated.ts';
import { pipelinesOf } from './pipelines.ts';
import { connect, mappingPoller } from './pollers.ts';
import { deployQueue } from './queues.ts';
import { deployTable } from './tables.ts';
import { deployTopic, subscriptionOf } from './topics.ts';

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
  const { sns, sqs, dynamodb } = dependencies;
  const ofType = (type: string) => resolved.resources.filter((resource) => resource.type === type);
  const queues = await Promise.all(ofType(EMULATED.queue).map((resource) => deployQueue(resource, sqs)));
  const topics = await Promise.all(ofType(EMULATED.topic).map((resource) => deployTopic(resource, sns)));
  await Promise.all(ofType(EMULATED.table).map((resource) => deployTable(resource, dynamodb)));
  const functions = createFunctions(ofType(EMULATED.function).filter(runsNode), assembly, dependencies);
  const queueNames = new Set(queues.map(({ name }) => name));
  const topicArns = new Set(topics.map(({ arn }) => arn));
  const alarms = await alarmsOf(resolved.resources, {
    queues: queueNames,
    functions: new Set(functions.keys()),
  });
  const subscriptions = ofType(EMULATED.subscription).map(subscriptionOf);
  const mappings = ofType(EMULATED.mapping).filter(pollsQueue).map(mappingOf);

  const context = { ...dependencies, topics, queues, functions };
  const subscribed = await Promise.all(subscriptions.map((each) => connect(each, context)));
  const pollers = [...subscribed, ...mappings.map((each) => mappingPoller(each, context))];
  return {
    functions,
    ...{ alarms, queues: queueNames, topics: topicArns },
    pipelines: pipelinesOf(resolved, {
      ...{ topics, queues, subscriptions, mappings, alarms },
      functions: [...functions.values()].map(({ configuration }) => configuration),
    }),
    notEmulated: [...notEmulated(resolved.resources), ...alarmKinds(alarms, topicArns)],
    ended: Promise.allSettled(pollers.map((poller) => poller?.run())),
    update: (newer, newerResolved) => ({
      functions: reconfigure(functions, newer, newerResolved, dependencies),
      restartNeeded: fingerprint(newerResolved) !== fingerprint(resolved),
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

function createFunctions(
  resources: readonly Resource[],
  assembly: CloudAssembly,
  { region, endpoints, log, clock, recordMetric }: DeployDependencies,
): Map<string, LambdaFunction> {
  const functions = resources.map((resource) => {
    const configuration = functionOf(resource, assembly, region, endpoints);
    const logged = (line: string) => {
      metricsIn(line).forEach(recordMetric);
      log(resource.logicalId, line);
    };
    return new LambdaFunction(configuration, logged, {
      clock,
      record: (record) => invocationMetrics(configuration.name, record).forEach(recordMetric),
    });
  });
  return new Map(functions.map((each) => [each.name, each]));
}

import {
  type EmailerEnvironment,
  type FeedbackEnvironment,
  TABLE_VARIABLE,
} from '../contract/environment.ts';
import { type Pipeline, type Pipelines, parsePipelines } from '../contract/pipelines.ts';
import { textOf } from '../template/scalars.ts';
import type { ResolvedAssembly } from './assembly/deployment.ts';
import type { DeployedResources } from './deploy/deployed-resources.ts';
import { eventDestination, subscription } from './registry.ts';
import type { AlarmDefinition } from './services/cloudwatch/alarm-definition.ts';
import { constructId } from './services/cloudwatch/construct-id.ts';
import { alarm, compositeAlarm } from './services/cloudwatch/resources/alarm.ts';
import type { FunctionConfiguration } from './services/lambda/function-configuration.ts';
import {
  type DeclaredMapping,
  eventSourceMapping,
} from './services/lambda/resources/event-source-mapping.ts';
import { lambdaFunction } from './services/lambda/resources/function.ts';
import type { EventDestination } from './services/ses/configuration-sets.ts';
import { type DeployedQueue, queue } from './services/sns-sqs/resources/queue.ts';
import type { SubscriptionConfiguration } from './services/sns-sqs/resources/subscription.ts';
import { type DeployedTopic, topic } from './services/sns-sqs/resources/topic.ts';

const CONFIGURATION_SET_VARIABLE = 'MAILROOM_CONFIGURATION_SET' satisfies keyof EmailerEnvironment;
const EMAILER_VARIABLE = 'MAILROOM_EMAILER' satisfies keyof FeedbackEnvironment;
const SEND_RATE_VARIABLE = 'MAILROOM_SEND_RATE' satisfies keyof EmailerEnvironment;

/** What the search for pipelines looks at. */
export interface Deployed {
  readonly topics: readonly DeployedTopic[];
  readonly queues: readonly DeployedQueue[];
  readonly subscriptions: readonly SubscriptionConfiguration[];
  readonly mappings: readonly DeclaredMapping[];
  readonly functions: readonly FunctionConfiguration[];
  readonly alarms: readonly Pick<AlarmDefinition, 'name' | 'constructPath' | 'logicalId'>[];
  readonly destinations: readonly Pick<EventDestination, 'topicArn'>[];
}

/** The pipelines of a running stack. */
export function deployedPipelines(assembly: ResolvedAssembly, deployed: DeployedResources): Pipelines {
  return pipelinesOf(assembly, {
    topics: deployed.of(topic),
    queues: deployed.of(queue),
    subscriptions: deployed.of(subscription),
    mappings: deployed.of(eventSourceMapping),
    functions: deployed.of(lambdaFunction).map(({ configuration }) => configuration),
    alarms: deployed.of(alarm, compositeAlarm),
    destinations: deployed.of(eventDestination),
  });
}

/**
 * The pipelines of an assembly: those that the backend put into its outputs, or, in a template that has none, each
 * topic with the queue and the function behind it, but for those that SES publishes to.
 */
export function pipelinesOf(assembly: Pick<ResolvedAssembly, 'outputs'>, deployed: Deployed): Pipelines {
  const stated = Object.assign({}, ...assembly.outputs('customOutputs').map(pipelinesInOutput));
  if (Object.keys(stated).length > 0) return parsePipelines(stated, 'The output customOutputs');
  const topics = deployed.topics.filter((topic) => !takesSesEvents(topic, deployed));
  const others = { ...deployed, topics };
  const named = topics.map((topic) => [nameOf(topic, others), pipelineFrom(topic, others)]);
  return Object.fromEntries(named);
}

/** Amplify writes what was given to `backend.addOutput` into one stack output, as JSON. */
function pipelinesInOutput(output: unknown): object {
  try {
    const outputs = JSON.parse(textOf(output)) as { custom?: { pipelines?: object } } | null;
    return outputs?.custom?.pipelines ?? {};
  } catch (cause) {
    throw new Error(`The output customOutputs is not JSON, as Amplify writes it: ${textOf(output)}`, {
      cause,
    });
  }
}

function pipelineFrom(topic: DeployedTopic, deployed: Deployed): Pipeline {
  const { queues, subscriptions, mappings, functions } = deployed;
  const own = subscriptions.filter(({ topicArn }) => topicArn === topic.arn);
  const toQueue = own.find(({ protocol }) => protocol === 'sqs');
  const toFunction = own.find(({ protocol }) => protocol === 'lambda');
  const queue = queues.find(({ arn }) => arn === toQueue?.endpoint);
  const urlOf = (arn: string | undefined) => queues.find((candidate) => candidate.arn === arn)?.url;
  const mapping = mappings.find(({ queueArn }) => queueArn === queue?.arn);
  const ofConstruct = functions.filter(({ constructPath }) =>
    constructPath?.startsWith(`${constructOf(topic)}/`),
  );
  const emailerName = mapping?.functionName ?? toFunction?.endpoint.split(':')[6];
  const emailer = functions.find(({ name }) => name === emailerName);
  const feedback =
    emailer && functions.find(({ environment }) => environment[EMAILER_VARIABLE] === emailer.name);
  const publisher = ofConstruct.find(({ environment }) => Object.values(environment).includes(topic.arn));
  return {
    topicArn: topic.arn,
    queueUrl: queue?.url,
    deadLetterQueueUrl: urlOf(queue?.deadLetterTargetArn),
    undeliveredQueueUrl: urlOf(toQueue?.deadLetterTargetArn),
    ...tableOf(emailer),
    ...sendRateOf(emailer),
    ...alarmsBelow(constructOf(topic), deployed.alarms),
    ...feedbackOf(feedback, emailer, deployed),
    functions: {
      publisher: publisher?.name,
      emailer: emailerName,
      ...(feedback && { feedback: feedback.name }),
    },
  };
}

function takesSesEvents({ arn }: DeployedTopic, { destinations }: Deployed): boolean {
  return destinations.some(({ topicArn }) => topicArn === arn);
}

/** Where what becomes of the emailer's emails goes, where the environments of it and of the feedback function tell. */
function feedbackOf(
  feedback: FunctionConfiguration | undefined,
  emailer: FunctionConfiguration | undefined,
  { queues, mappings }: Deployed,
): Pick<Pipeline, 'configurationSet' | 'feedbackQueueUrl' | 'feedbackDeadLetterQueueUrl'> {
  const configurationSet = emailer?.environment[CONFIGURATION_SET_VARIABLE];
  const mapping = mappings.find(({ functionName }) => functionName === feedback?.name);
  const queue = queues.find(({ arn }) => arn === mapping?.queueArn);
  const deadLetterQueue = queues.find(({ arn }) => arn === queue?.deadLetterTargetArn);
  return {
    ...(configurationSet !== undefined && { configurationSet }),
    ...(queue && { feedbackQueueUrl: queue.url }),
    ...(deadLetterQueue && { feedbackDeadLetterQueueUrl: deadLetterQueue.url }),
  };
}

/** The table of what was sent, where the emailer's environment tells. */
function tableOf(emailer: FunctionConfiguration | undefined): Pick<Pipeline, 'tableName'> {
  const tableName = emailer?.environment[TABLE_VARIABLE];
  return tableName === undefined ? {} : { tableName };
}

/** The emails a second that the emailer is planned for, where its environment tells. */
function sendRateOf(emailer: FunctionConfiguration | undefined): Pick<Pipeline, 'sendRate'> {
  const sendRate = Number(emailer?.environment[SEND_RATE_VARIABLE]);
  return sendRate > 0 ? { sendRate } : {};
}

/** The names of the alarms below a construct, by the ids of their constructs. */
function alarmsBelow(construct: string | undefined, all: Deployed['alarms']): Pick<Pipeline, 'alarms'> {
  const below = all.filter(({ constructPath }) => construct && constructPath?.startsWith(`${construct}/`));
  const alarms = below.map((alarm) => [constructId(alarm), alarm.name] as const);
  return alarms.length > 0 ? { alarms: Object.fromEntries(alarms) } : {};
}

/** Its construct's path, `Stack/id`; its own, where that construct has several topics or nobody tells. */
function nameOf(topic: DeployedTopic, { topics }: Deployed): string {
  const construct = constructOf(topic);
  const isAlone = topics.filter((other) => constructOf(other) === construct).length === 1;
  return (isAlone ? construct : topic.constructPath?.replace(/\/Resource$/, '')) || topic.path;
}

/** The path of the construct that the topic is a part of, where the assembly tells. */
function constructOf({ constructPath }: DeployedTopic): string | undefined {
  return constructPath?.split('/').slice(0, -2).join('/');
}

import { type SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand } from '@aws-sdk/client-sqs';
import { own } from '../../../../template/json.ts';
import { textOf } from '../../../../template/scalars.ts';
import { physicalName } from '../../../assembly/identity.ts';
import type { Resource } from '../../../assembly/resource.ts';
import { ResourceReader } from '../../../assembly/resource-reader.ts';
import { functionNameOf } from '../../../deploy/function-name.ts';
import type { Deploying, Poller, ResourceType, TemplateView } from '../../../deploy/resource-type.ts';
import type { Gates } from '../../../hosting/gates.ts';
import { messageOf } from '../../../hosting/thrown.ts';
import { refusedToFunction, refusedToQueue } from '../../../iam/deliveries.ts';
import { Gate } from '../../../iam/gate.ts';
import { type Refusal, whyRefused } from '../../../iam/refusal.ts';
import { PROTOCOL_TAG } from '../../../patches/message-structures.ts';
import { isEmailProtocol } from '../email-subscription.ts';
import { readFilterPolicy } from '../filter-policy/filter-policy.ts';
import { queue } from './queue.ts';
import { topic } from './topic.ts';

/** A subscription as the template describes it. */
export interface SubscriptionConfiguration {
  readonly topicArn: string;
  readonly protocol: string;
  readonly endpoint: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Where SNS puts what it cannot deliver, if anywhere. */
  readonly deadLetterTargetArn: string | undefined;
}

/**
 * Brings the messages of a topic to an endpoint that is no queue, by a queue of the stack's own in its place. Gives
 * nothing where the stack has no such endpoint.
 */
export type Deliver<Needs> = (
  subscription: SubscriptionConfiguration,
  needs: Needs,
) => Promise<Poller | undefined>;

/** @param deliver how endpoints of other kinds than queues are brought their messages, by protocol. */
export function subscriptionType<Needs extends Deploying>(
  deliver: Readonly<Record<string, Deliver<Needs>>>,
): ResourceType<SubscriptionConfiguration, Needs> {
  return {
    type: 'AWS::SNS::Subscription',
    emulation: {
      by: 'fauxqs',
      howFar:
        'to queues, raw or not; to functions as asynchronous invocations; to email addresses, in the inbox',
    },
    isConnection: true,
    runs: (resource) => isEmulated(textOf(resource.property('Protocol'))),
    deploy: async (resource, needs) => {
      const subscription = subscriptionOf(resource);
      logRefusedDelivery(subscription, needs.gates);
      const poller = await connect(subscription, needs, deliver);
      if (poller) needs.startLater(poller);
      return subscription;
    },
    notEmulated: kindsNotEmulated,
  };
}

export function subscriptionOf(resource: Resource): SubscriptionConfiguration {
  const reader = new ResourceReader(resource);
  const { FilterPolicy, FilterPolicyScope, RawMessageDelivery } = reader.properties;
  const attributes: Record<string, string> = {};
  if (FilterPolicy !== undefined) attributes.FilterPolicy = filterPolicyOf(reader);
  if (FilterPolicyScope !== undefined) attributes.FilterPolicyScope = textOf(FilterPolicyScope);
  if (RawMessageDelivery !== undefined) attributes.RawMessageDelivery = textOf(RawMessageDelivery);
  const redrivePolicy = reader.object('RedrivePolicy');
  const { deadLetterTargetArn } = redrivePolicy;
  if (deadLetterTargetArn !== undefined) attributes.RedrivePolicy = JSON.stringify(redrivePolicy);
  const topicArn = reader.text('TopicArn');
  const protocol = reader.text('Protocol');
  if (protocol === 'lambda') refuseForFunctions(reader, topicArn);
  return {
    topicArn,
    protocol,
    endpoint: reader.text('Endpoint'),
    attributes,
    deadLetterTargetArn: deadLetterTargetArn === undefined ? undefined : textOf(deadLetterTargetArn),
  };
}

/** The filter policy, which a template may have as JSON text. */
function filterPolicyOf(reader: ResourceReader): string {
  const { FilterPolicy, FilterPolicyScope } = reader.properties;
  const text = textOf(FilterPolicy);
  try {
    const scope = FilterPolicyScope === 'MessageBody' ? 'MessageBody' : 'MessageAttributes';
    readFilterPolicy(JSON.parse(text), scope);
    return text;
  } catch (error) {
    throw reader.fault(`SNS would refuse its FilterPolicy: ${messageOf(error)}`, error);
  }
}

/** What SNS refuses of a subscription whose endpoint is a function. */
function refuseForFunctions(reader: ResourceReader, topicArn: string): void {
  if (reader.flag('RawMessageDelivery', false)) {
    throw reader.fault('RawMessageDelivery is not for functions: remove it');
  }
  if (topicArn.endsWith('.fifo')) {
    throw reader.fault('a FIFO topic invokes no functions: put a queue between them');
  }
}

/** Subscribes a queue itself, any other endpoint by a queue of its own. None, where an end is not emulated. */
async function connect<Needs extends Pick<Deploying, 'deployed' | 'sns'>>(
  subscription: SubscriptionConfiguration,
  needs: Needs,
  deliver: Readonly<Record<string, Deliver<Needs>>>,
): Promise<Poller | undefined> {
  const { protocol, endpoint, topicArn } = subscription;
  const { deployed, sns } = needs;
  if (!deployed.of(topic).some(({ arn }) => arn === topicArn)) return undefined;
  if (protocol === 'sqs' && deployed.of(queue).some(({ arn }) => arn === endpoint)) {
    await subscribe(subscription, endpoint, sns);
  }
  return own(deliver, protocol)?.(subscription, needs);
}

/** Subscribes a queue to a topic. */
async function subscribe(
  { topicArn, attributes }: SubscriptionConfiguration,
  queueArn: string,
  client: SNSClient,
): Promise<string> {
  const command = { TopicArn: topicArn, Protocol: 'sqs', Endpoint: queueArn, Attributes: { ...attributes } };
  const { SubscriptionArn } = await client.send(
    new SubscribeCommand({ ...command, ReturnSubscriptionArn: true }),
  );
  return SubscriptionArn as string;
}

/** A queue of the stack's own, which the template does not know. */
export interface ProxyQueue {
  readonly url: string;
  readonly arn: string;
  readonly subscriptionArn: string;
}

/**
 * Creates the queue that takes the place of an endpoint at a topic, and subscribes it.
 *
 * @param nameFor of what its name is made, as {@link physicalName} takes it.
 */
export async function createProxyQueue(
  subscription: SubscriptionConfiguration,
  nameFor: (topicName: string) => readonly [stackName: string, logicalId: string],
  { sns, sqs }: Pick<Deploying, 'sns' | 'sqs'>,
): Promise<ProxyQueue> {
  const [, , , region, accountId, topicName] = subscription.topicArn.split(':');
  const name = physicalName(...nameFor(topicName as string));
  const arn = `arn:aws:sqs:${region}:${accountId}:${name}`;
  const { QueueUrl } = await sqs.send(
    new CreateQueueCommand({ QueueName: name, tags: { [PROTOCOL_TAG]: subscription.protocol } }),
  );
  return { url: QueueUrl as string, arn, subscriptionArn: await subscribe(subscription, arn, sns) };
}

function isEmulated(protocol: string): boolean {
  return protocol === 'sqs' || protocol === 'lambda' || isEmailProtocol(protocol);
}

function kindsNotEmulated(resource: Resource, template: TemplateView): string[] {
  const protocol = textOf(resource.property('Protocol') ?? 'no Protocol');
  if (!isEmulated(protocol)) return [protocol];
  const { Endpoint, TopicArn } = resource.properties();
  if (!template.ofType(topic.type).some((each) => each.ref() === TopicArn))
    return ['of a topic outside of the app'];
  if (isEmailProtocol(protocol)) return [];
  if (protocol === 'sqs') {
    const isOfApp = template.ofType(queue.type).some((each) => each.getAtt('Arn') === Endpoint);
    return isOfApp ? [] : ['of a queue outside of the app'];
  }
  const functions = template.ofType('AWS::Lambda::Function').map((each) => textOf(each.ref()));
  return functions.includes(functionNameOf(textOf(Endpoint))) ? [] : ['of a function outside of the app'];
}

/** Says where the messages of a subscription go that its endpoint does not let in. */
function logRefusedDelivery(
  { topicArn, protocol, endpoint, deadLetterTargetArn }: SubscriptionConfiguration,
  gates: Gates | undefined,
): void {
  const permissions = gates?.own.permissions;
  if (!permissions) return;
  // Nothing has been refused yet, so nothing is to be counted.
  const gate = new Gate();
  gate.enforce(permissions);
  const refusal = deliveryRefusal(gate, { topicArn, protocol, endpoint });
  if (!refusal) return;
  const isKept = deadLetterTargetArn !== undefined && !refusedToQueue(gate, topicArn, deadLetterTargetArn);
  const fate = isKept ? `go to ${nameIn(deadLetterTargetArn)}` : 'are lost';
  const why = whyRefused(refusal, refusal.action);
  gates.log(`What ${nameIn(topicArn)} sends to ${nameIn(endpoint)} is refused ${why}; the messages ${fate}.`);
}

function deliveryRefusal(
  gate: Gate,
  { topicArn, protocol, endpoint }: Pick<SubscriptionConfiguration, 'topicArn' | 'protocol' | 'endpoint'>,
): Refusal | undefined {
  if (protocol === 'sqs') return refusedToQueue(gate, topicArn, endpoint);
  return protocol === 'lambda' ? refusedToFunction(gate, topicArn, unqualified(endpoint)) : undefined;
}

/** The ARN of a function, without the version or alias in it. */
function unqualified(functionArn: string): string {
  return functionArn.split(':').slice(0, 7).join(':');
}

function nameIn(arn: string): string {
  return arn.includes(':function:') ? functionNameOf(arn) : (arn.split(':').at(-1) ?? arn);
}

import {
  CreateTopicCommand,
  ListSubscriptionsByTopicCommand,
  type SNSClient,
  SubscribeCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import { ResourceReader } from '../../../assembly/resource-reader.ts';
import type { Resource } from '../../../assembly/stack-scope.ts';
import { textOf } from '../../../assembly/template.ts';

export interface DeployedTopic {
  readonly name: string;
  readonly arn: string;
  readonly constructPath: string | undefined;
  readonly path: string;
}

/** A subscription as the template describes it. */
export interface SubscriptionConfiguration {
  readonly topicArn: string;
  readonly protocol: string;
  readonly endpoint: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Where SNS puts what it cannot deliver, if anywhere. */
  readonly deadLetterTargetArn: string | undefined;
}

/** Creates a topic, without any subscription that an earlier start has left. */
export async function deployTopic(resource: Resource, client: SNSClient): Promise<DeployedTopic> {
  const reader = new ResourceReader(resource);
  const arn = textOf(resource.ref());
  const name = arn.split(':').at(-1) ?? '';
  const attributes: Record<string, string> = reader.flag('FifoTopic', false) ? { FifoTopic: 'true' } : {};
  if (reader.flag('ContentBasedDeduplication', false)) attributes.ContentBasedDeduplication = 'true';
  if (reader.list('Subscription').length > 0) {
    throw reader.fault(
      'subscriptions inside the topic are not supported, write them as AWS::SNS::Subscription',
    );
  }
  await reader.created(client.send(new CreateTopicCommand({ Name: name, Attributes: attributes })));
  const { Subscriptions = [] } = await client.send(new ListSubscriptionsByTopicCommand({ TopicArn: arn }));
  for (const { SubscriptionArn } of Subscriptions)
    await client.send(new UnsubscribeCommand({ SubscriptionArn }));
  return { name, arn, constructPath: resource.constructPath, path: resource.path };
}

export function subscriptionOf(resource: Resource): SubscriptionConfiguration {
  const reader = new ResourceReader(resource);
  const { FilterPolicy, FilterPolicyScope, RawMessageDelivery } = reader.properties;
  const attributes: Record<string, string> = {};
  if (FilterPolicy !== undefined) {
    attributes.FilterPolicy = textOf(FilterPolicy);
  }
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

/** What SNS refuses of a subscription whose endpoint is a function. */
function refuseForFunctions(reader: ResourceReader, topicArn: string): void {
  if (reader.flag('RawMessageDelivery', false)) {
    throw reader.fault('RawMessageDelivery is not for functions: remove it');
  }
  if (topicArn.endsWith('.fifo')) {
    throw reader.fault('a FIFO topic invokes no functions: put a queue between them');
  }
}

/** Subscribes `endpoint` to a topic. */
export async function subscribe(
  { topicArn, attributes }: SubscriptionConfiguration,
  queueArn: string,
  client: SNSClient,
): Promise<string> {
  const command = { TopicArn: topicArn, Protocol: 'sqs', Endpoint: queueArn, Attributes: { ...attributes } };
  const { SubscriptionArn = '' } = await client.send(
    new SubscribeCommand({ ...command, ReturnSubscriptionArn: true }),
  );
  return SubscriptionArn;
}

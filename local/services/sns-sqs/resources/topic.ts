import {
  CreateTopicCommand,
  ListSubscriptionsByTopicCommand,
  type SNSClient,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import type { JsonObject } from '../../../../template/json.ts';
import { textOf } from '../../../../template/scalars.ts';
import { fifoName } from '../../../assembly/identity.ts';
import type { Resource } from '../../../assembly/resource.ts';
import { ResourceReader } from '../../../assembly/resource-reader.ts';
import type { Deploying, ResourceType } from '../../../deploy/resource-type.ts';
import { readPolicy } from '../../../iam/read-policy.ts';

export interface DeployedTopic {
  readonly name: string;
  readonly arn: string;
  /** The key that it is encrypted with, as the template names it. @default none */
  readonly masterKeyId?: string | undefined;
  readonly constructPath: string | undefined;
  readonly path: string;
}

export const topic: ResourceType<DeployedTopic, Deploying> = {
  type: 'AWS::SNS::Topic',
  identity: (name, { TopicName, FifoTopic }, { region, accountId }) => {
    const topicName = textOf(TopicName ?? fifoName(name, FifoTopic));
    const arn = `arn:aws:sns:${region}:${accountId}:${topicName}`;
    return { ref: arn, attributes: { TopicArn: arn, TopicName: topicName } };
  },
  emulation: { by: 'fauxqs', howFar: 'standard and FIFO, attributes, filter policies of subscriptions' },
  deploy: (resource, { sns }) => deployTopic(resource, sns),
  permissions: ({ resource }, { accountId }) => {
    const arn = textOf(resource.ref());
    const policy = readPolicy(defaultPolicy(arn, accountId), 'resource', 'the default policy of a topic');
    return { policies: { [arn]: policy } };
  },
};

/** Creates a topic, without any subscription that an earlier start has left. */
export async function deployTopic(resource: Resource, client: SNSClient): Promise<DeployedTopic> {
  const reader = new ResourceReader(resource);
  const arn = textOf(resource.ref());
  const name = textOf(resource.getAtt('TopicName'));
  const attributes: Record<string, string> = reader.flag('FifoTopic', false) ? { FifoTopic: 'true' } : {};
  if (reader.flag('ContentBasedDeduplication', false)) attributes.ContentBasedDeduplication = 'true';
  const { FifoThroughputScope } = reader.properties;
  if (FifoThroughputScope !== undefined) attributes.FifoThroughputScope = textOf(FifoThroughputScope);
  // Others have become resources when the template was read.
  if (reader.list('Subscription').length > 0) {
    throw reader.fault(
      'its subscriptions must stand in the template one by one: write each as AWS::SNS::Subscription',
    );
  }
  await reader.created(client.send(new CreateTopicCommand({ Name: name, Attributes: attributes })));
  const { Subscriptions = [] } = await client.send(new ListSubscriptionsByTopicCommand({ TopicArn: arn }));
  for (const { SubscriptionArn } of Subscriptions)
    await client.send(new UnsubscribeCommand({ SubscriptionArn }));
  const { KmsMasterKeyId } = reader.properties;
  const masterKeyId = KmsMasterKeyId === undefined ? undefined : textOf(KmsMasterKeyId);
  return { name, arn, masterKeyId, constructPath: resource.constructPath, path: resource.path };
}

/**
 * What SNS gives a topic that has no policy: its owner, and services that act for the owner's resources. A role is not
 * among them, since only a service's request has the key.
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
 */
function defaultPolicy(topicArn: string, accountId: string): JsonObject {
  return {
    Statement: {
      Effect: 'Allow',
      Principal: { AWS: '*' },
      Action: ['SNS:Publish', 'SNS:Subscribe', 'SNS:GetTopicAttributes', 'SNS:SetTopicAttributes'],
      Resource: topicArn,
      Condition: { StringEquals: { 'AWS:SourceOwner': accountId } },
    },
  };
}

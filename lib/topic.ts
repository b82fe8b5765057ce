import { type CfnTopic, Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

/**
 * The topic that notifications are published to: encrypted, and closed to plain HTTP.
 *
 * The key is the account's own for SNS, whose policy lets every principal of the account that may publish use it; no
 * publisher needs a permission on it, and none of another account or service can have one. Set on the resource
 * itself, because a `masterKey` would let the CDK grant publishers access to keys, depending on feature flags.
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 */
export function createTopic(scope: Construct): Topic {
  const topic = new Topic(scope, 'NotificationTopic', { enforceSSL: true });
  (topic.node.defaultChild as CfnTopic).kmsMasterKeyId = 'alias/aws/sns';
  return topic;
}

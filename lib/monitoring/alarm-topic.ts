import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Subscription, SubscriptionProtocol, Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { acceptFindings } from '../accepted-finding.ts';

/**
 * A topic that alarms are published to, and that writes to `email`.
 *
 * A policy of its own, such as the refusal of plain HTTP, takes the place of the one that SNS gives a topic, so the
 * permission for CloudWatch is written out. It is not encrypted by a key: `alias/aws/sns` lets no AWS service publish, a
 * key of one's own costs $1 a month, and an alarm holds no personal data.
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 */
export function createAlarmTopic(scope: Construct, email: string): Topic {
  const topic = new Topic(scope, 'AlarmTopic', { enforceSSL: true });
  topic.addToResourcePolicy(
    new PolicyStatement({
      sid: 'AllowAlarms',
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
    }),
  );
  // Its id is a literal, so that another address takes the place of the first, and none is in a logical id.
  const subscription = new Subscription(topic, 'Email', {
    topic,
    protocol: SubscriptionProtocol.EMAIL,
    endpoint: email,
  });
  acceptFindings(subscription, {
    id: 'Serverless-SNSRedrivePolicy',
    reason:
      'What an alarm tells is in CloudWatch and in amplify-mailroom status too; nobody would be called to a queue of emails ' +
      'about alarms.',
  });
  return topic;
}

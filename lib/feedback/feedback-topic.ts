import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { configurationSetArn } from './configuration-set.ts';

/**
 * A topic that SES publishes the events of one configuration set to, and nobody else anything.
 *
 * It is not encrypted by a key: `alias/aws/sns` lets no AWS service publish, and a key of one's own costs $1 a month and a
 * request for each event. What it takes is on its way for moments; the queue behind it is encrypted.
 * @see https://docs.aws.amazon.com/ses/latest/dg/event-publishing-add-event-destination-sns.html
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 */
export function createFeedbackTopic(scope: Construct, configurationSet: string): Topic {
  const topic = new Topic(scope, 'FeedbackTopic', { enforceSSL: true });
  topic.addToResourcePolicy(
    new PolicyStatement({
      sid: 'AllowEvents',
      principals: [new ServicePrincipal('ses.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: {
        StringEquals: {
          'aws:SourceAccount': Stack.of(scope).account,
          'aws:SourceArn': configurationSetArn(scope, configurationSet),
        },
      },
    }),
  );
  return topic;
}

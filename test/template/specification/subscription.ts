import type { Check } from './check.ts';
import type { PipelineNames } from './pipeline-names.ts';
import { attribute, expectEqual, expectOnly, only, ref, type Template } from './template.ts';

export const SUBSCRIPTION: readonly Check[] = [
  {
    intention: 'What is published goes to the queue',
    verify: (template, names) => {
      const { Protocol, Endpoint } = subscription(template, names);
      expectEqual('Delivery', { Protocol, Endpoint }, { Protocol: 'sqs', Endpoint: attribute(names.queue) });
    },
  },
  {
    intention: 'The queue holds notifications as they were published, since the emailer knows no envelope',
    verify: (template, names) => {
      expectEqual('Raw delivery', subscription(template, names).RawMessageDelivery, true);
    },
  },
  {
    intention: 'What SNS cannot deliver to the queue it keeps in undeliveredQueue, instead of dropping it',
    verify: (template, names) => {
      expectEqual('Redrive policy', subscription(template, names).RedrivePolicy, {
        deadLetterTargetArn: attribute(names.undeliveredQueue),
      });
    },
  },
  {
    intention: 'No filter stands between topic and queue: SNS drops for good what one does not match',
    verify: (template, names) => {
      expectOnly('the subscription', subscription(template, names), [
        'Endpoint',
        'Protocol',
        'RawMessageDelivery',
        'RedrivePolicy',
        'TopicArn',
      ]);
    },
  },
  {
    intention:
      'The queue lets the topic send before the topic does, since SNS does not repeat what was refused',
    verify: (template, names) => {
      const { DependsOn } = subscriptionResource(template, names);
      const policy = only(
        template,
        'AWS::SQS::QueuePolicy',
        ({ Queues }) => JSON.stringify(Queues) === JSON.stringify([ref(names.queue)]),
      );
      expectEqual('Waits for the policy', [DependsOn].flat().includes(policy.id), true);
    },
  },
];

function subscription(template: Template, names: PipelineNames) {
  return subscriptionResource(template, names).Properties;
}

function subscriptionResource(template: Template, { topic }: PipelineNames) {
  return only(
    template,
    'AWS::SNS::Subscription',
    ({ TopicArn }) => JSON.stringify(TopicArn) === JSON.stringify(ref(topic)),
  );
}

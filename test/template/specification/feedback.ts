import type { Check } from './check.ts';
import { mappingOf } from './functions.ts';
import type { PipelineNames } from './pipeline-names.ts';
import { BY_PLAIN_HTTP, statementsOf } from './policies.ts';
import {
  attribute,
  expectEqual,
  expectOnly,
  only,
  propertiesOf,
  ref,
  resource,
  type Template,
} from './template.ts';

const DESTINATION = 'AWS::SES::ConfigurationSetEventDestination';

export const FEEDBACK: readonly Check[] = [
  {
    intention: 'SES sends with the pipeline’s set, tells its rates, and not to who bounced or complained',
    verify: (template, { configurationSet }) => {
      expectEqual('Settings', propertiesOf(template, configurationSet, 'AWS::SES::ConfigurationSet'), {
        ReputationOptions: { ReputationMetricsEnabled: true },
        SendingOptions: { SendingEnabled: true },
        SuppressionOptions: { SuppressedReasons: ['BOUNCE', 'COMPLAINT'] },
      });
    },
  },
  {
    intention: 'SES tells all that becomes of an email, and nothing for which it would change it',
    verify: (template, { configurationSet, eventDestination, feedbackTopic }) => {
      expectEqual('Destination', propertiesOf(template, eventDestination, DESTINATION), {
        ConfigurationSetName: ref(configurationSet),
        EventDestination: {
          Enabled: true,
          MatchingEventTypes: [
            ...['send', 'delivery', 'deliveryDelay', 'reject', 'bounce', 'complaint', 'renderingFailure'],
          ],
          SnsDestination: { TopicARN: ref(feedbackTopic) },
        },
      });
    },
  },
  {
    intention: 'SES may publish, and the queue is subscribed, before SES tries whether it may',
    verify: (template, { eventDestination, feedbackTopic, feedbackQueue }) => {
      const { DependsOn } = resource(template, eventDestination, DESTINATION);
      const policy = only(
        template,
        'AWS::SNS::TopicPolicy',
        ({ Topics }) => JSON.stringify(Topics) === JSON.stringify([ref(feedbackTopic)]),
      );
      const { id } = subscription(template, { feedbackTopic });
      const waitsFor = [policy.id, id, feedbackQueue];
      expectEqual(
        'Waits',
        waitsFor.filter((each) => ![DependsOn].flat().includes(each)),
        [],
      );
    },
  },
  {
    intention: 'No email is sent with the set before its events come back',
    verify: (template, { emailer, eventDestination }) => {
      const { DependsOn } = resource(template, emailer.fn, 'AWS::Lambda::Function');
      expectEqual('Waits', [DependsOn].flat().includes(eventDestination), true);
    },
  },
  {
    intention: 'The feedback topic has no key, which would keep SES out, and no setting that drops anything',
    verify: (template, { feedbackTopic }) => {
      expectEqual('Settings', propertiesOf(template, feedbackTopic, 'AWS::SNS::Topic'), {});
    },
  },
  {
    intention: 'The feedback topic takes SES’s events of the one set and account, and nothing by plain HTTP',
    verify: (template, { feedbackTopic, configurationSet }) => {
      const own = ['arn:', ref('AWS::Partition'), ':ses:', ref('AWS::Region'), ':', ref('AWS::AccountId')];
      expectEqual('Statements', statementsOf(template, 'AWS::SNS::TopicPolicy', feedbackTopic), [
        {
          Effect: 'Deny',
          Principal: '*',
          Action: 'sns:Publish',
          Resource: ref(feedbackTopic),
          Condition: BY_PLAIN_HTTP,
        },
        {
          Effect: 'Allow',
          Principal: { Service: 'ses.amazonaws.com' },
          Action: 'sns:Publish',
          Resource: ref(feedbackTopic),
          Condition: {
            StringEquals: {
              'aws:SourceAccount': ref('AWS::AccountId'),
              'aws:SourceArn': { 'Fn::Join': ['', [...own, ':configuration-set/', ref(configurationSet)]] },
            },
          },
        },
      ]);
    },
  },
  {
    intention:
      'All events go to the feedback queue as SES wrote them, or where an alarm tells that they did not',
    verify: (template, { feedbackTopic, feedbackQueue, feedbackDeadLetterQueue }) => {
      expectEqual('Subscription', subscription(template, { feedbackTopic }).Properties, {
        Protocol: 'sqs',
        TopicArn: ref(feedbackTopic),
        Endpoint: attribute(feedbackQueue),
        RawMessageDelivery: true,
        RedrivePolicy: { deadLetterTargetArn: attribute(feedbackDeadLetterQueue) },
      });
    },
  },
  {
    intention: 'The feedback queue lets its topic send before the topic does',
    verify: (template, { feedbackTopic, feedbackQueue }) => {
      const policy = only(
        template,
        'AWS::SQS::QueuePolicy',
        ({ Queues }) => JSON.stringify(Queues) === JSON.stringify([ref(feedbackQueue)]),
      );
      const { DependsOn } = subscription(template, { feedbackTopic });
      expectEqual('Waits for the policy', [DependsOn].flat().includes(policy.id), true);
    },
  },
  {
    intention:
      'The feedback function gets what is in the feedback queue, at once, and only what it fails comes back',
    verify: (template, { feedback, feedbackQueue }) => {
      const { MaximumBatchingWindowInSeconds = 0, ...mapping } = mappingOf(template, feedback);
      expectEqual('Window', MaximumBatchingWindowInSeconds, 0);
      expectOnly('the mapping', mapping, [
        ...['BatchSize', 'EventSourceArn', 'FunctionName', 'FunctionResponseTypes', 'ScalingConfig'],
      ]);
      expectEqual('Mapping', mapping, {
        BatchSize: 10,
        EventSourceArn: attribute(feedbackQueue),
        FunctionName: ref(feedback.fn),
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        ScalingConfig: { MaximumConcurrency: 2 },
      });
    },
  },
];

function subscription(template: Template, { feedbackTopic }: Pick<PipelineNames, 'feedbackTopic'>) {
  return only(
    template,
    'AWS::SNS::Subscription',
    ({ TopicArn }) => JSON.stringify(TopicArn) === JSON.stringify(ref(feedbackTopic)),
  );
}

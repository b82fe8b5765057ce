import type { Check } from './check.ts';
import { mappingOf } from './functions.ts';
import type { PipelineNames } from './pipeline-names.ts';
import { BY_PLAIN_HTTP, statementsOf } from './policies.ts';
import { attribute, expectEqual, expectOnly, propertiesOf, ref, resource } from './template.ts';

const TYPE = 'AWS::SQS::Queue';
const DAY = 86_400;

/** What the queue itself moves keeps its age, so dead letters are kept a day longer than the queue keeps them. */
const RETENTION_DAYS = {
  queue: 13,
  deadLetterQueue: 14,
  undeliveredQueue: 14,
  feedbackQueue: 13,
  feedbackDeadLetterQueue: 14,
};

const NAMES = [
  'queue',
  'deadLetterQueue',
  'undeliveredQueue',
  'feedbackQueue',
  'feedbackDeadLetterQueue',
] as const;

export const QUEUES: readonly Check[] = [
  ...NAMES.flatMap(checksOf),
  ...(['deadLetterQueue', 'undeliveredQueue'] as const).map(outlivesTheStack),
  ...(['deadLetterQueue', 'undeliveredQueue', 'feedbackDeadLetterQueue'] as const).map(keepsForOperators),
  ...(['queue', 'undeliveredQueue'] as const).map((name) => onlyTheTopicSends(name, 'topic')),
  ...(['feedbackQueue', 'feedbackDeadLetterQueue'] as const).map((name) =>
    onlyTheTopicSends(name, 'feedbackTopic'),
  ),
  {
    intention: 'deadLetterQueue takes from principals of the account alone, as IAM allows them',
    verify: (template, { deadLetterQueue }) => {
      const allowed = statementsOf(template, 'AWS::SQS::QueuePolicy', deadLetterQueue).filter(isNoDeny);
      expectEqual('Allowed', allowed, []);
    },
  },
  {
    intention: 'The queue gives up to deadLetterQueue, where alarms and operators look',
    verify: (template, { queue, deadLetterQueue }) => {
      const { RedrivePolicy = {} } = propertiesOf(template, queue, TYPE);
      expectEqual('Target', RedrivePolicy.deadLetterTargetArn, attribute(deadLetterQueue));
      expectOnly('the redrive policy', RedrivePolicy, ['deadLetterTargetArn', 'maxReceiveCount']);
    },
  },
  {
    intention:
      'The queue gives nothing up before the emailer does: 240 receives fill the day, 50 are for workers that die',
    verify: (template, { queue }) => {
      expectEqual('Receives', propertiesOf(template, queue, TYPE).RedrivePolicy?.maxReceiveCount, 240 + 50);
    },
  },
  {
    intention:
      'What a worker took stays hidden for six timeouts and the batch window, so that no other sends it meanwhile',
    verify: (template, { queue, emailer }) => {
      const { Timeout } = propertiesOf(template, emailer.fn, 'AWS::Lambda::Function');
      const { MaximumBatchingWindowInSeconds = 0 } = mappingOf(template, emailer);
      expectEqual(
        'Visibility timeout',
        propertiesOf(template, queue, TYPE).VisibilityTimeout,
        6 * Timeout + MaximumBatchingWindowInSeconds,
      );
    },
  },
  ...(['queue', 'feedbackQueue', 'feedbackDeadLetterQueue'] as const).map(
    (name): Check => ({
      intention: `${name} goes with its pipeline, without which nothing would empty it`,
      verify: (template, names) => {
        const { DeletionPolicy = 'Delete' } = resource(template, names[name], TYPE);
        expectEqual('Deletion', DeletionPolicy, 'Delete');
      },
    }),
  ),
  {
    intention: 'feedbackQueue gives up to feedbackDeadLetterQueue what could not be kept for an hour',
    verify: (template, { feedbackQueue, feedbackDeadLetterQueue }) => {
      const { RedrivePolicy, VisibilityTimeout } = propertiesOf(template, feedbackQueue, TYPE);
      expectEqual('Redrive policy', RedrivePolicy, {
        deadLetterTargetArn: attribute(feedbackDeadLetterQueue),
        maxReceiveCount: 3600 / VisibilityTimeout,
      });
    },
  },
  {
    intention:
      'What the feedback function took stays hidden for six timeouts, so that events do not come twice',
    verify: (template, { feedbackQueue, feedback }) => {
      const { Timeout } = propertiesOf(template, feedback.fn, 'AWS::Lambda::Function');
      const { VisibilityTimeout } = propertiesOf(template, feedbackQueue, TYPE);
      expectEqual('Visibility timeout', VisibilityTimeout, 6 * Timeout);
    },
  },
];

function checksOf(name: (typeof NAMES)[number]): Check[] {
  return [
    {
      intention: `${name} is encrypted by SQS, with no key that SNS could not use`,
      verify: (template, names) => {
        const { SqsManagedSseEnabled, KmsMasterKeyId } = propertiesOf(template, names[name], TYPE);
        expectEqual(
          'Encryption',
          { SqsManagedSseEnabled, KmsMasterKeyId },
          {
            SqsManagedSseEnabled: true,
            KmsMasterKeyId: undefined,
          },
        );
      },
    },
    {
      intention: `${name} keeps what it holds for ${RETENTION_DAYS[name]} days, of the 14 that SQS does`,
      verify: (template, names) => {
        expectEqual(
          'Retention',
          propertiesOf(template, names[name], TYPE).MessageRetentionPeriod,
          RETENTION_DAYS[name] * DAY,
        );
      },
    },
    {
      intention: `${name} neither delays nor orders nor refuses anything`,
      verify: (template, names) => {
        expectOnly(name, propertiesOf(template, names[name], TYPE), [
          'MessageRetentionPeriod',
          'RedrivePolicy',
          'SqsManagedSseEnabled',
          'VisibilityTimeout',
        ]);
      },
    },
    {
      intention: `${name} is closed to plain HTTP for everybody`,
      verify: (template, names) => {
        const denied = statementsOf(template, 'AWS::SQS::QueuePolicy', names[name]).filter(
          (statement) => !isNoDeny(statement),
        );
        expectEqual('Denied', denied, [
          {
            Effect: 'Deny',
            Principal: { AWS: '*' },
            Action: 'sqs:*',
            Resource: attribute(names[name]),
            Condition: BY_PLAIN_HTTP,
          },
        ]);
      },
    },
  ];
}

type Name = (typeof NAMES)[number];

function outlivesTheStack(name: Name): Check {
  return {
    intention: `${name} outlives the stack, and whatever takes its place, so that what it holds is not lost with it`,
    verify: (template, names) => {
      const { DeletionPolicy, UpdateReplacePolicy } = resource(template, names[name], TYPE);
      expectEqual('Policies', [DeletionPolicy, UpdateReplacePolicy], ['Retain', 'Retain']);
    },
  };
}

function keepsForOperators(name: Name): Check {
  return {
    intention: `${name} is where what is given up stays until an operator moves it`,
    verify: (template, names) => {
      const { RedrivePolicy, VisibilityTimeout } = propertiesOf(template, names[name], TYPE);
      expectEqual(
        'Settings',
        { RedrivePolicy, VisibilityTimeout },
        {
          RedrivePolicy: undefined,
          VisibilityTimeout: undefined,
        },
      );
    },
  };
}

function onlyTheTopicSends(name: Name, topic: 'topic' | 'feedbackTopic'): Check {
  return {
    intention: `${name} takes from the ${topic} of the pipeline, and from nothing else of SNS`,
    verify: (template, names: PipelineNames) => {
      const allowed = statementsOf(template, 'AWS::SQS::QueuePolicy', names[name]).filter(isNoDeny);
      expectEqual('Allowed', allowed, [
        {
          Effect: 'Allow',
          Principal: { Service: 'sns.amazonaws.com' },
          Action: 'sqs:SendMessage',
          Resource: attribute(names[name]),
          Condition: { ArnEquals: { 'aws:SourceArn': ref(names[topic]) } },
        },
      ]);
    },
  };
}

function isNoDeny({ Effect }: { readonly Effect?: unknown }): boolean {
  return Effect !== 'Deny';
}

import type { Template } from '../../../local/assembly/template.ts';

type Resources = NonNullable<Template['Resources']>;

/** What differs from a topic, a raw subscription, a queue, its dead-letter queue and a mapping on `Worker`. */
export interface AQueuePipeline {
  readonly visibilityTimeoutSeconds?: number;
  readonly maxReceiveCount?: number;
  readonly mapping?: Record<string, unknown>;
}

/**
 * The resources of a pipeline whose function is `Worker`, with timeouts long enough for a slow machine.
 *
 * @param prefix of all logical ids, that of the function too, where one assembly has several.
 */
export function aQueuePipeline(parts: AQueuePipeline = {}, prefix = ''): Resources {
  const { visibilityTimeoutSeconds = 1, maxReceiveCount = 3, mapping = {} } = parts;
  const idOf = (name: string) => `${prefix}${name}`;
  const queueArn = { 'Fn::GetAtt': [idOf('Queue'), 'Arn'] };
  const resources: Resources = {
    Topic: { Type: 'AWS::SNS::Topic' },
    DeadLetterQueue: { Type: 'AWS::SQS::Queue' },
    Queue: {
      Type: 'AWS::SQS::Queue',
      Properties: {
        VisibilityTimeout: visibilityTimeoutSeconds,
        RedrivePolicy: {
          deadLetterTargetArn: { 'Fn::GetAtt': [idOf('DeadLetterQueue'), 'Arn'] },
          maxReceiveCount,
        },
      },
    },
    Subscription: {
      Type: 'AWS::SNS::Subscription',
      Properties: {
        TopicArn: { Ref: idOf('Topic') },
        Protocol: 'sqs',
        Endpoint: queueArn,
        RawMessageDelivery: true,
      },
    },
    QueuePolicy: {
      Type: 'AWS::SQS::QueuePolicy',
      Properties: {
        Queues: [{ Ref: idOf('Queue') }],
        PolicyDocument: {
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Service: 'sns.amazonaws.com' },
              Action: 'sqs:SendMessage',
              Resource: queueArn,
              Condition: { ArnEquals: { 'aws:SourceArn': { Ref: idOf('Topic') } } },
            },
          ],
        },
      },
    },
    Mapping: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: {
        EventSourceArn: queueArn,
        FunctionName: { Ref: idOf('Worker') },
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        ...mapping,
      },
    },
  };
  return Object.fromEntries(Object.entries(resources).map(([name, resource]) => [idOf(name), resource]));
}

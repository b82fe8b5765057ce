import type { Template } from '../../../local/assembly/template.ts';
import { anAssembly } from './an-assembly.ts';

type Resources = NonNullable<Template['Resources']>;

/** What a test changes of {@link anEventsApp}. */
export interface AnEventsApp {
  /** Properties of the configuration set, beside its name. */
  readonly set?: Record<string, unknown>;
  /** Of the event destination. @default every type that happens */
  readonly types?: readonly string[];
  /** The condition in the topic's policy. @default this account and this configuration set */
  readonly condition?: Record<string, unknown>;
  readonly resources?: Resources;
}

/** The name of the configuration set of {@link anEventsApp}. */
export const SET = 'mail';

const ALL_TYPES = ['send', 'delivery', 'deliveryDelay', 'reject', 'bounce', 'complaint', 'renderingFailure'];

/** An app with a configuration set whose events go to the topic `Events`, and from there, raw, to a queue of the same name. */
export function anEventsApp({
  set = {},
  types = ALL_TYPES,
  condition = {
    StringEquals: {
      'AWS:SourceAccount': { Ref: 'AWS::AccountId' },
      'AWS:SourceArn': {
        'Fn::Sub': `arn:\${AWS::Partition}:ses:\${AWS::Region}:\${AWS::AccountId}:configuration-set/${SET}`,
      },
    },
  },
  resources = {},
}: AnEventsApp = {}): string {
  return anAssembly({
    resources: {
      Set: { Type: 'AWS::SES::ConfigurationSet', Properties: { Name: SET, ...set } },
      Destination: {
        Type: 'AWS::SES::ConfigurationSetEventDestination',
        Properties: {
          ConfigurationSetName: { Ref: 'Set' },
          EventDestination: {
            Enabled: true,
            MatchingEventTypes: [...types],
            SnsDestination: { TopicARN: { Ref: 'Topic' } },
          },
        },
      },
      Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'events' } },
      TopicPolicy: {
        Type: 'AWS::SNS::TopicPolicy',
        Properties: {
          Topics: [{ Ref: 'Topic' }],
          PolicyDocument: {
            Statement: {
              Effect: 'Allow',
              Principal: { Service: 'ses.amazonaws.com' },
              Action: 'sns:Publish',
              Resource: { Ref: 'Topic' },
              Condition: condition,
            },
          },
        },
      },
      Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'events' } },
      QueuePolicy: {
        Type: 'AWS::SQS::QueuePolicy',
        Properties: {
          Queues: [{ Ref: 'Queue' }],
          PolicyDocument: {
            Statement: {
              Effect: 'Allow',
              Principal: { Service: 'sns.amazonaws.com' },
              Action: 'sqs:SendMessage',
              Resource: { 'Fn::GetAtt': ['Queue', 'Arn'] },
            },
          },
        },
      },
      Subscription: {
        Type: 'AWS::SNS::Subscription',
        Properties: {
          TopicArn: { Ref: 'Topic' },
          Protocol: 'sqs',
          Endpoint: { 'Fn::GetAtt': ['Queue', 'Arn'] },
          RawMessageDelivery: true,
        },
      },
      ...(resources as Resources),
    } as Resources,
  });
}

import type { Resource } from './assembly/stack-scope.ts';

/** What the local stack creates, in the order in which it does. */
export const EMULATED = {
  queue: 'AWS::SQS::Queue',
  topic: 'AWS::SNS::Topic',
  table: 'AWS::DynamoDB::Table',
  function: 'AWS::Lambda::Function',
  subscription: 'AWS::SNS::Subscription',
  mapping: 'AWS::Lambda::EventSourceMapping',
  alarm: 'AWS::CloudWatch::Alarm',
} as const;

/**
 * What is no service of its own: policies, which are read where permissions are checked, logs, which go to the terminal,
 * and pages, which nobody sees, so that not emulating it changes nothing that a function sees.
 */
const WITHOUT_EFFECT = new Set([
  'AWS::SQS::QueuePolicy',
  'AWS::SQS::QueueInlinePolicy',
  'AWS::SNS::TopicPolicy',
  'AWS::SNS::TopicInlinePolicy',
  'AWS::Lambda::Permission',
  'AWS::Lambda::Version',
  'AWS::Lambda::Alias',
  'AWS::IAM::Role',
  'AWS::IAM::Policy',
  'AWS::IAM::RolePolicy',
  'AWS::IAM::ManagedPolicy',
  'AWS::Logs::LogGroup',
  'AWS::CloudWatch::Dashboard',
  'AWS::CDK::Metadata',
]);

/** The types among `resources` that the template asks for and the local stack does not give, each once. */
export function typesNotEmulated(resources: readonly Resource[]): string[] {
  const emulated = new Set<string>(Object.values(EMULATED));
  const others = resources
    .map(({ type }) => type)
    .filter((type) => !emulated.has(type) && !WITHOUT_EFFECT.has(type));
  return [...new Set(others)].sort();
}

/** A type of resource that holds a policy of others, and the property that says whose it is. */
export type PolicyHolder = readonly [type: string, owners: string];

/** The resources that hold policies of others, by the type of those. */
export const POLICY_HOLDERS = {
  'AWS::SQS::Queue': [
    ['AWS::SQS::QueuePolicy', 'Queues'],
    ['AWS::SQS::QueueInlinePolicy', 'Queue'],
  ],
  'AWS::SNS::Topic': [
    ['AWS::SNS::TopicPolicy', 'Topics'],
    ['AWS::SNS::TopicInlinePolicy', 'TopicArn'],
  ],
  'AWS::IAM::Role': [
    ['AWS::IAM::Policy', 'Roles'],
    ['AWS::IAM::RolePolicy', 'RoleName'],
    ['AWS::IAM::ManagedPolicy', 'Roles'],
  ],
} satisfies Record<string, readonly PolicyHolder[]>;

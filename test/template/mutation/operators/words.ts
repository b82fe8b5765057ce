const STATISTICS = ['Average', 'Sum', 'Maximum', 'Minimum', 'SampleCount'];

/** What else a property may say, by its name; its own value among them. */
export const OTHER_WORDS: Readonly<Record<string, readonly string[]>> = {
  DeletionPolicy: ['Delete', 'Retain'],
  UpdateReplacePolicy: ['Delete', 'Retain'],
  Protocol: ['sqs', 'lambda', 'https', 'email', 'email-json'],
  Runtime: ['nodejs22.x', 'nodejs18.x'],
  Architectures: ['arm64', 'x86_64'],
  LogFormat: ['JSON', 'Text'],
  BillingMode: ['PAY_PER_REQUEST', 'PROVISIONED'],
  KeyType: ['HASH', 'RANGE'],
  AttributeType: ['S', 'N', 'B'],
  KmsMasterKeyId: ['alias/aws/sns', 'alias/aws/sqs'],
  ComparisonOperator: [
    'LessThanThreshold',
    'GreaterThanThreshold',
    'GreaterThanOrEqualToThreshold',
    'LessThanOrEqualToThreshold',
  ],
  TreatMissingData: ['breaching', 'notBreaching', 'ignore', 'missing'],
  Statistic: STATISTICS,
  Stat: STATISTICS,
};

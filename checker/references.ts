import { own } from '../template/json.ts';

/** What a reference to a resource says of it. */
export type Said = 'arn' | 'name' | 'url' | 'other';

/**
 * What `Ref` and the attributes of resources are, as far as pipelines are made of them.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
 */
const SAID: Readonly<Record<string, Readonly<Record<string, Said>>>> = {
  'AWS::SQS::Queue': { Ref: 'url', QueueUrl: 'url', Arn: 'arn', QueueName: 'name' },
  'AWS::SNS::Topic': { Ref: 'arn', TopicArn: 'arn', TopicName: 'name' },
  'AWS::Lambda::Function': { Ref: 'name', Arn: 'arn' },
  'AWS::IAM::Role': { Ref: 'name', Arn: 'arn', RoleId: 'other' },
};

/** `Name` is the part of an ARN that is split for it. */
export function saidBy(type: string, attribute: string): Said | undefined {
  if (attribute === 'Name') return 'name';
  const said = own(SAID, type);
  return said && (own(said, attribute) ?? 'other');
}

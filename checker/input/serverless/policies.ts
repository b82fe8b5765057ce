import { isObject, objectOf, own, type UncheckedObject } from '../../../template/json.ts';
import { BY_SAM } from './made.ts';

const arn = (service: string, before: string, name: unknown, after = '') => ({
  'Fn::Sub': [
    `arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${before}\${name}${after}`,
    { name },
  ],
});

/**
 * The policy templates that are about queues, topics, keys and mail; what the others allow is nothing that is asked for here.
 * @see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-policy-template-list.html
 */
const TEMPLATES: Readonly<Record<string, (given: UncheckedObject) => { actions: string[]; on: unknown }>> = {
  SQSPollerPolicy: ({ QueueName }) => ({
    actions: ['DeleteMessage', 'GetQueueAttributes', 'ReceiveMessage'].map((action) => `sqs:${action}`),
    on: arn('sqs', '', QueueName),
  }),
  SQSSendMessagePolicy: ({ QueueName }) => ({
    actions: ['sqs:SendMessage*'],
    on: arn('sqs', '', QueueName),
  }),
  SNSPublishMessagePolicy: ({ TopicName }) => ({ actions: ['sns:Publish'], on: arn('sns', '', TopicName) }),
  SNSCrudPolicy: ({ TopicName }) => ({ actions: ['sns:Publish'], on: arn('sns', '', TopicName, '*') }),
  SESCrudPolicy: ({ IdentityName }) => ({
    actions: ['ses:SendEmail', 'ses:SendRawEmail'],
    on: arn('ses', 'identity/', IdentityName),
  }),
  SESBulkTemplatedCrudPolicy: templatedMail,
  SESBulkTemplatedCrudPolicy_v2: templatedMail,
  KMSDecryptPolicy: ({ KeyId }) => ({ actions: ['kms:Decrypt'], on: arn('kms', 'key/', KeyId) }),
  KMSEncryptPolicy: ({ KeyId }) => ({
    actions: ['kms:Encrypt', 'kms:GenerateDataKey*'],
    on: arn('kms', 'key/', KeyId),
  }),
};

function templatedMail({ IdentityName }: UncheckedObject) {
  const actions = ['SendEmail', 'SendRawEmail', 'SendTemplatedEmail', 'SendBulkTemplatedEmail'];
  return { actions: actions.map((action) => `ses:${action}`), on: arn('ses', 'identity/', IdentityName) };
}

/** What a role has by the policies of a function: managed ones, and documents. */
export interface RolePolicies {
  readonly managed: readonly unknown[];
  readonly documents: readonly unknown[];
}

/** @see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html#sam-function-policies */
export function rolePolicies(policies: unknown): RolePolicies {
  const given = policies === undefined ? [] : Array.isArray(policies) ? policies : [policies];
  const managed = given.flatMap((policy) =>
    typeof policy === 'string' ? managedArn(policy) : isObject(policy) && isIntrinsic(policy) ? policy : [],
  );
  const documents = given.flatMap((policy) =>
    isObject(policy) && !isIntrinsic(policy) ? documentsIn(policy) : [],
  );
  return { managed, documents };
}

/** SAM takes the name of a policy of AWS for its ARN. */
function managedArn(policy: string): string {
  return policy.startsWith('arn:') ? policy : `arn:aws:iam::aws:policy/${policy}`;
}

function isIntrinsic(policy: UncheckedObject): boolean {
  const [key = '', ...others] = Object.keys(policy);
  return others.length === 0 && (key === 'Ref' || key.startsWith('Fn::'));
}

function documentsIn(policy: UncheckedObject): unknown[] {
  if (own(policy, 'Statement') !== undefined) return [policy];
  return Object.entries(policy).map(([name, given]) => {
    const template = own(TEMPLATES, name);
    if (template) {
      const { actions: Action, on: Resource } = template(objectOf(given));
      return { Statement: { Effect: 'Allow', Action, Resource } };
    }
    return /Policy(?:_v\d+)?$/.test(name) ? {} : BY_SAM;
  });
}

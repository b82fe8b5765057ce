import { describe, expect, it } from '@jest/globals';
import type { Template } from '../../../../../local/assembly/template.ts';
import { readPermissions } from '../../../../../local/deploy/permissions/read-permissions.ts';
import { RESOURCE_TYPES } from '../../../../../local/registry.ts';
import type { JsonObject } from '../../../../../template/json.ts';
import { resourcesOf } from '../../../../support/local/a-resource.ts';

type Resources = NonNullable<Template['Resources']>;

const HERE = 'eu-west-1:000000000000';

const ROLE = { Type: 'AWS::IAM::Role', Properties: {} };
const FUNCTION = {
  Type: 'AWS::Lambda::Function',
  Properties: { Runtime: 'nodejs24.x', Role: { 'Fn::GetAtt': ['Role', 'Arn'] } },
};

const allowing = (Action: string): JsonObject => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action, Resource: '*' }],
});

function read(resources: Resources) {
  return readPermissions(RESOURCE_TYPES, resourcesOf(resources), {
    region: 'eu-west-1',
    accountId: '000000000000',
  });
}

/** What the role of the only function allows, by action and policy, and what is not known. */
function grantsOf(resources: Resources) {
  const { permissions, unknown } = read({ Function: FUNCTION, ...resources });
  const granted = permissions.roles.flatMap(({ identity }) => identity);
  return { unknown, grants: granted.map(({ actions, policy }) => `${policy}: ${actions.listed}`) };
}

const roleWith = (Properties: JsonObject) => ({ Role: { ...ROLE, Properties } });

describe('the policies of a role', () => {
  it.each<[string, Resources, string]>([
    [
      'inside it',
      roleWith({ Policies: [{ PolicyName: 'Own', PolicyDocument: allowing('sqs:*') }] }),
      'Own: sqs:*',
    ],
    [
      'attached to it',
      {
        Role: ROLE,
        Policy: {
          Type: 'AWS::IAM::Policy',
          Properties: { PolicyName: 'Attached', Roles: [{ Ref: 'Role' }], PolicyDocument: allowing('sqs:*') },
        },
      },
      'Attached: sqs:*',
    ],
    [
      'that is a resource of its own',
      {
        Role: ROLE,
        Policy: {
          Type: 'AWS::IAM::RolePolicy',
          Properties: { PolicyName: 'Single', RoleName: { Ref: 'Role' }, PolicyDocument: allowing('sqs:*') },
        },
      },
      'Single: sqs:*',
    ],
    [
      'managed, that names the role',
      {
        Role: ROLE,
        Policy: {
          Type: 'AWS::IAM::ManagedPolicy',
          Properties: { Roles: [{ Ref: 'Role' }], PolicyDocument: allowing('sqs:*') },
        },
      },
      'Policy: sqs:*',
    ],
    [
      'managed, that the role names',
      {
        ...roleWith({ ManagedPolicyArns: [{ Ref: 'Policy' }] }),
        Policy: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: allowing('sqs:*') } },
      },
      'Policy: sqs:*',
    ],
    [
      'managed by AWS',
      roleWith({ ManagedPolicyArns: ['arn:aws:iam::aws:policy/AmazonSQSFullAccess'] }),
      'AmazonSQSFullAccess: sqs:*',
    ],
    [
      'managed by AWS for logs',
      roleWith({ ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'] }),
      'AWSLambdaBasicExecutionRole: logs:CreateLogStream,logs:PutLogEvents',
    ],
  ])('are those %s', (_, resources, grant) => {
    expect(grantsOf(resources)).toEqual({ grants: [grant], unknown: [] });
  });

  it('are none of another role', () => {
    const Other = {
      ...ROLE,
      Properties: { Policies: [{ PolicyName: 'Other', PolicyDocument: allowing('*') }] },
    };

    expect(grantsOf({ Role: ROLE, Other }).grants).toEqual([]);
  });

  it.each<[string, Resources, string]>([
    [
      'a managed policy outside of the app',
      roleWith({ ManagedPolicyArns: ['arn:aws:iam::aws:policy/AmazonKinesisFullAccess'] }),
      'AWS::IAM::Role (Role: the managed policy arn:aws:iam::aws:policy/AmazonKinesisFullAccess)',
    ],
    [
      'a condition that it cannot evaluate',
      {
        Role: ROLE,
        Policy: {
          Type: 'AWS::IAM::Policy',
          Properties: {
            Roles: [{ Ref: 'Role' }],
            PolicyDocument: {
              Statement: {
                ...{ Effect: 'Allow', Action: 'sqs:*', Resource: '*' },
                Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } },
              },
            },
          },
        },
      },
      'AWS::IAM::Policy (Policy: aws:PrincipalOrgID in StringEquals)',
    ],
    [
      'a policy that cannot be resolved',
      {
        Role: ROLE,
        Policy: {
          Type: 'AWS::IAM::Policy',
          Properties: { Roles: [{ Ref: 'Role' }], PolicyDocument: { 'Fn::Transform': 'x' } },
        },
      },
      'AWS::IAM::Policy (Policy: App/Policy: the local stack cannot resolve {"Fn::Transform":"x"}.)',
    ],
    [
      'a role outside of the app',
      { Function: { ...FUNCTION, Properties: { ...FUNCTION.Properties, Role: 'arn:r' } } },
      'AWS::Lambda::Function (Function: the role arn:r)',
    ],
    [
      'no role',
      { Function: { ...FUNCTION, Properties: { Runtime: 'nodejs24.x' } } },
      'AWS::Lambda::Function (Function: no Role)',
    ],
  ])('name %s', (_, resources, unknown) => {
    expect(grantsOf(resources).unknown).toEqual([unknown]);
  });

  it('are bounded by its permissions boundary', () => {
    const role = roleWith({ PermissionsBoundary: { Ref: 'Policy' } });
    const Policy = { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: allowing('ses:*') } };

    const [bounded] = read({ Function: FUNCTION, ...role, Policy }).permissions.roles;
    expect(bounded).toMatchObject({ identity: [], boundary: [{ actions: { listed: ['ses:*'] } }] });
  });

  it('act as AWS names the session of a function', () => {
    const Role = { ...ROLE, Properties: { RoleName: 'worker', Path: '/team/' } };

    expect(read({ Function: FUNCTION, Role }).permissions.roles).toMatchObject([
      {
        name: 'App-Function',
        roleArn: 'arn:aws:iam::000000000000:role/team/worker',
        arn: 'arn:aws:sts::000000000000:assumed-role/worker/App-Function',
        functionArn: `arn:aws:lambda:${HERE}:function:App-Function`,
      },
    ]);
  });
});

describe('the policies of resources', () => {
  const PolicyDocument = { Statement: { Effect: 'Allow', Principal: '*', Action: '*' } };
  const ALL = [expect.objectContaining({ actions: { isNot: false, listed: ['*'] } })];
  const QUEUE = `arn:aws:sqs:${HERE}:App-Queue`;
  const TOPIC = `arn:aws:sns:${HERE}:App-Topic`;

  it.each<[string, Resources, string]>([
    [
      'a queue',
      {
        Queue: { Type: 'AWS::SQS::Queue' },
        Policy: { Type: 'AWS::SQS::QueuePolicy', Properties: { Queues: [{ Ref: 'Queue' }], PolicyDocument } },
      },
      QUEUE,
    ],
    [
      'a queue, inline',
      {
        Queue: { Type: 'AWS::SQS::Queue' },
        Policy: {
          Type: 'AWS::SQS::QueueInlinePolicy',
          Properties: { Queue: { Ref: 'Queue' }, PolicyDocument },
        },
      },
      QUEUE,
    ],
    [
      'a topic',
      {
        Topic: { Type: 'AWS::SNS::Topic' },
        Policy: { Type: 'AWS::SNS::TopicPolicy', Properties: { Topics: [{ Ref: 'Topic' }], PolicyDocument } },
      },
      TOPIC,
    ],
    [
      'a topic, inline',
      {
        Topic: { Type: 'AWS::SNS::Topic' },
        Policy: {
          Type: 'AWS::SNS::TopicInlinePolicy',
          Properties: { TopicArn: { Ref: 'Topic' }, PolicyDocument },
        },
      },
      TOPIC,
    ],
    [
      'a table',
      { Table: { Type: 'AWS::DynamoDB::Table', Properties: { ResourcePolicy: { PolicyDocument } } } },
      `arn:aws:dynamodb:${HERE}:table/App-Table`,
    ],
    [
      'the role of a function',
      { Function: FUNCTION, Role: { ...ROLE, Properties: { AssumeRolePolicyDocument: PolicyDocument } } },
      'arn:aws:iam::000000000000:role/App-Role',
    ],
  ])('are that of %s', (_, resources, arn) => {
    expect(read(resources).permissions.resources[arn]).toEqual(ALL);
  });

  it('of a function are its permissions', () => {
    const Permission = {
      Type: 'AWS::Lambda::Permission',
      Properties: {
        ...{
          Action: 'lambda:InvokeFunction',
          Principal: 'sns.amazonaws.com',
          FunctionName: { Ref: 'Function' },
        },
        ...{ SourceArn: TOPIC, SourceAccount: { Ref: 'AWS::AccountId' } },
      },
    };
    const { resources } = read({ Function: FUNCTION, Role: ROLE, Permission }).permissions;

    expect(resources[`arn:aws:lambda:${HERE}:function:App-Function`]).toMatchObject([
      {
        principals: { services: ['sns.amazonaws.com'], aws: [] },
        conditions: [
          { operator: 'StringEquals', key: 'aws:sourceaccount', values: ['000000000000'] },
          { operator: 'ArnLike', key: 'aws:sourcearn', values: [TOPIC] },
        ],
      },
    ]);
  });

  it('allow nothing where there is none, but for topics, to services of the owner', () => {
    const { resources } = read({
      Queue: { Type: 'AWS::SQS::Queue' },
      Topic: { Type: 'AWS::SNS::Topic' },
    }).permissions;

    expect(resources[QUEUE]).toEqual([]);
    expect(resources[TOPIC]).toMatchObject([
      { conditions: [{ key: 'aws:sourceowner', values: ['000000000000'] }] },
    ]);
  });

  it('name what they cannot evaluate', () => {
    const Statement = {
      ...{ Effect: 'Deny', Principal: '*', Action: 'sqs:*' },
      Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } },
    };
    const Properties = { Queues: [{ Ref: 'Queue' }], PolicyDocument: { Statement } };

    expect(
      read({ Queue: { Type: 'AWS::SQS::Queue' }, Policy: { Type: 'AWS::SQS::QueuePolicy', Properties } })
        .unknown,
    ).toEqual(['AWS::SQS::QueuePolicy (Policy: aws:SourceIp in IpAddress)']);
  });
});

describe('a policy as JSON text', () => {
  const text = (document: JsonObject) => JSON.stringify(document);
  const Topic = { Type: 'AWS::SNS::Topic', Properties: {} };
  const Queue = { Type: 'AWS::SQS::Queue', Properties: {} };

  it('is as the object, attached to a role or written in one', () => {
    const Policies = [{ PolicyName: 'Inline', PolicyDocument: text(allowing('sqs:SendMessage')) }];
    const attached = {
      Type: 'AWS::IAM::Policy',
      Properties: {
        ...{ PolicyName: 'Attached', Roles: [{ Ref: 'Role' }] },
        PolicyDocument: text(allowing('sns:Publish')),
      },
    };

    const { grants, unknown } = grantsOf({ ...roleWith({ Policies }), Attached: attached });

    expect([...grants].sort()).toEqual(['Attached: sns:Publish', 'Inline: sqs:SendMessage']);
    expect(unknown).toEqual([]);
  });

  it('is as the object for queues, topics and the trust of a role', () => {
    const PolicyDocument = text({
      ...allowing('*'),
      Statement: { Effect: 'Allow', Principal: '*', Action: '*' },
    });
    const { permissions } = read({
      ...{ Topic, Queue, Function: FUNCTION },
      Role: { ...ROLE, Properties: { AssumeRolePolicyDocument: PolicyDocument } },
      QueuePolicy: {
        Type: 'AWS::SQS::QueuePolicy',
        Properties: { Queues: [{ Ref: 'Queue' }], PolicyDocument },
      },
      TopicPolicy: {
        Type: 'AWS::SNS::TopicPolicy',
        Properties: { Topics: [{ Ref: 'Topic' }], PolicyDocument },
      },
    });

    const counts = Object.entries(permissions.resources)
      .filter(([, statements]) => statements.some(({ actions }) => actions.listed.includes('*')))
      .map(([arn]) => arn.split(':')[2]);
    expect(counts.sort()).toEqual(['iam', 'sns', 'sqs']);
  });
});

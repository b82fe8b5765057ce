import { createHash } from 'node:crypto';
import { type Json, type JsonObject, own } from '../../template/json.ts';
import { textOf } from '../../template/scalars.ts';

/** Where a stack is deployed: what AWS calls its environment. */
export interface Environment {
  readonly region: string;
  readonly accountId: string;
  /** The address that queue URLs start with, without a slash at its end. */
  readonly queueUrlBase: string;
}

/** What other resources see of a resource: its `Ref` and its attributes. */
export interface Identity {
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
}

type Identify = (name: string, properties: JsonObject, environment: Environment) => Identity;

/** How long AWS lets a name be, where it is shorter than what we would choose. */
const MAX_NAME_LENGTH = 64;

/** What `Ref` and `Fn::GetAtt` give, by resource type, as the CloudFormation reference says it for each. */
const IDENTITIES: Record<string, Identify | undefined> = {
  'AWS::SQS::Queue': (name, { QueueName, FifoQueue }, { region, accountId, queueUrlBase }) => {
    const queueName = textOf(QueueName ?? fifoName(name, FifoQueue));
    const url = `${queueUrlBase}/${accountId}/${queueName}`;
    const arn = `arn:aws:sqs:${region}:${accountId}:${queueName}`;
    return { ref: url, attributes: { Arn: arn, QueueName: queueName, QueueUrl: url } };
  },
  'AWS::SNS::Topic': (name, { TopicName, FifoTopic }, { region, accountId }) => {
    const topicName = textOf(TopicName ?? fifoName(name, FifoTopic));
    const arn = `arn:aws:sns:${region}:${accountId}:${topicName}`;
    return { ref: arn, attributes: { TopicArn: arn, TopicName: topicName } };
  },
  'AWS::Lambda::Function': (name, { FunctionName }, { region, accountId }) => {
    const functionName = textOf(FunctionName ?? name);
    return { ref: functionName, attributes: { Arn: functionArn(functionName, region, accountId) } };
  },
  'AWS::Lambda::Version': (_, { FunctionName }, { region, accountId }) => {
    const arn = `${functionArn(textOf(FunctionName), region, accountId)}:1`;
    return { ref: arn, attributes: { FunctionArn: arn, Version: '1' } };
  },
  'AWS::Lambda::Alias': (_, { FunctionName, Name }, { region, accountId }) => {
    const arn = `${functionArn(textOf(FunctionName), region, accountId)}:${textOf(Name)}`;
    return { ref: arn, attributes: { AliasArn: arn } };
  },
  'AWS::DynamoDB::Table': (name, { TableName }, { region, accountId }) => {
    const tableName = textOf(TableName ?? name);
    const arn = `arn:aws:dynamodb:${region}:${accountId}:table/${tableName}`;
    return { ref: tableName, attributes: { Arn: arn, StreamArn: `${arn}/stream/local` } };
  },
  'AWS::IAM::Role': (name, { RoleName, Path }, { accountId }) => {
    const roleName = textOf(RoleName ?? name);
    return {
      ref: roleName,
      attributes: {
        Arn: `arn:aws:iam::${accountId}:role${textOf(Path ?? '/')}${roleName}`,
        RoleId: roleName,
      },
    };
  },
  'AWS::IAM::ManagedPolicy': (name, { ManagedPolicyName, Path }, { accountId }) => {
    const arn = `arn:aws:iam::${accountId}:policy${textOf(Path ?? '/')}${textOf(ManagedPolicyName ?? name)}`;
    return { ref: arn, attributes: { PolicyArn: arn } };
  },
  'AWS::Logs::LogGroup': (name, { LogGroupName }, { region, accountId }) => {
    const groupName = textOf(LogGroupName ?? name);
    const arn = `arn:aws:logs:${region}:${accountId}:log-group:${groupName}:*`;
    return { ref: groupName, attributes: { Arn: arn } };
  },
  'AWS::CloudWatch::Alarm': alarmIdentity,
  'AWS::CloudWatch::CompositeAlarm': alarmIdentity,
};

function alarmIdentity(
  name: string,
  { AlarmName }: JsonObject,
  { region, accountId }: Environment,
): Identity {
  const alarmName = textOf(AlarmName ?? name);
  const arn = `arn:aws:cloudwatch:${region}:${accountId}:alarm:${alarmName}`;
  return { ref: alarmName, attributes: { Arn: arn } };
}

/** Whether the identity of a resource of `type` is known; of any other, others see placeholders. */
export function hasIdentity(type: string): boolean {
  return own(IDENTITIES, type) !== undefined;
}

/**
 * Says how others see a resource. One of a type that the local stack does not emulate is seen by placeholders, so
 * that a backend with, say, a user pool deploys all the same.
 */
export function identify(
  type: string,
  name: string,
  properties: JsonObject,
  environment: Environment,
): Identity | undefined {
  return own(IDENTITIES, type)?.(name, properties, environment);
}

/** The attribute of a resource that is not emulated: nothing is behind it, but it looks right. */
export function placeholderAttribute(
  type: string,
  name: string,
  attribute: string,
  { region, accountId }: Environment,
): string {
  const service = type.split('::')[1]?.toLowerCase() ?? 'unknown';
  return attribute.endsWith('Arn')
    ? `arn:aws:${service}:${region}:${accountId}:${name}`
    : `${name}-${attribute}`;
}

/**
 * The name that a resource gets where the template gives none: the same at each start, short enough for AWS, and no
 * other's. `stackName` is `Stack/Nested` in a nested stack, where a plain join could be another stack's name.
 */
export function physicalName(stackName: string, logicalId: string): string {
  const full = `${stackName}-${logicalId}`;
  if (full.length <= MAX_NAME_LENGTH && !stackName.includes('/')) return full;
  const digest = createHash('sha256').update(full).digest('hex').slice(0, 8);
  return `${logicalId.slice(0, MAX_NAME_LENGTH - digest.length - 1)}-${digest}`;
}

/** A FIFO queue's or topic's name must say so. */
function fifoName(name: string, fifo: Json | undefined): string {
  return textOf(fifo) === 'true' ? `${name}.fifo` : name;
}

/** The ARN of a function, given its name or already its ARN. */
function functionArn(nameOrArn: string, region: string, accountId: string): string {
  return nameOrArn.startsWith('arn:')
    ? nameOrArn
    : `arn:aws:lambda:${region}:${accountId}:function:${nameOrArn}`;
}

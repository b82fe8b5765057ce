import { objectOf, own, type UncheckedObject } from '../../../template/json.ts';
import { textOf } from '../../../template/scalars.ts';
import { type Invoked, resourcesOfEvents } from './events.ts';
import { withGlobals } from './globals.ts';
import { attributeOf, BY_SAM, type Declarations, madeFor } from './made.ts';
import { rolePolicies } from './policies.ts';

const BASIC = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';
const READING_QUEUES = 'arn:aws:iam::aws:policy/service-role/AWSLambdaSQSQueueExecutionRole';

/** What SAM lets a role do with where a function's failed events go. */
const WRITING: Readonly<Record<string, string>> = {
  SQS: 'sqs:SendMessage',
  SNS: 'sns:Publish',
  Lambda: 'lambda:InvokeFunction',
};

/**
 * The resources that SAM makes of a function: the function, its role, its alias, and what feeds it.
 *
 * @param template says what all functions have
 * @see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html
 */
export function resourcesOfFunction(
  id: string,
  declaration: UncheckedObject,
  template: UncheckedObject,
): Declarations {
  const given = withGlobals(objectOf(own(declaration, 'Properties')), template);
  const { Events, Policies, CodeUri, InlineCode, DeadLetterQueue, EventInvokeConfig, ...others } = given;
  const { AutoPublishAlias } = given;
  const alias = typeof AutoPublishAlias === 'string' ? `${id}Alias${AutoPublishAlias}` : undefined;
  const fn: Invoked = {
    id,
    declaration,
    reference: { Ref: alias ?? id },
    arn: alias === undefined ? attributeOf(id, 'Arn') : { Ref: alias },
    queueFor: (topic) => {
      const behind = own(own(template, 'Resources'), textOf(own(topic, 'Ref')));
      const FifoTopic = own(own(behind, 'Properties'), 'FifoTopic');
      return FifoTopic === undefined ? {} : { FifoQueue: FifoTopic };
    },
  };
  const fed = resourcesOfEvents(fn, Events);
  const onFailure = objectOf(own(own(EventInvokeConfig, 'DestinationConfig'), 'OnFailure'));
  const destination = destinationOf(id, onFailure);
  const role = () => {
    const { managed, documents } = rolePolicies(Policies);
    const readsQueues = Object.values(fed).some(({ Type }) => Type === 'AWS::Lambda::EventSourceMapping');
    const writing = [
      ...lettingWrite(own(DeadLetterQueue, 'Type'), own(DeadLetterQueue, 'TargetArn')),
      ...lettingWrite(own(onFailure, 'Type'), destination?.arn),
    ];
    return madeFor(id, declaration, 'AWS::IAM::Role', {
      ManagedPolicyArns: [BASIC, ...(readsQueues ? [READING_QUEUES] : []), ...managed],
      Policies: [...documents, ...writing].map((PolicyDocument) => ({ PolicyDocument })),
    });
  };
  const properties = {
    ...others,
    Role: withMade(others.Role, attributeOf(`${id}Role`, 'Arn')),
    Code: InlineCode === undefined ? CodeUri : { ZipFile: InlineCode },
    ...(DeadLetterQueue !== undefined && {
      DeadLetterConfig: { TargetArn: own(DeadLetterQueue, 'TargetArn') ?? BY_SAM },
    }),
  };
  return {
    [id]: { ...declaration, Type: 'AWS::Lambda::Function', Properties: properties },
    ...(properties.Role !== others.Role && { [`${id}Role`]: role() }),
    ...(alias !== undefined && {
      [alias]: madeFor(id, declaration, 'AWS::Lambda::Alias', {
        Name: AutoPublishAlias,
        FunctionName: { Ref: id },
      }),
    }),
    ...(EventInvokeConfig !== undefined && {
      [`${id}EventInvokeConfig`]: madeFor(id, declaration, 'AWS::Lambda::EventInvokeConfig', {
        ...objectOf(EventInvokeConfig),
        FunctionName: { Ref: id },
        ...(destination && { DestinationConfig: { OnFailure: { Destination: destination.arn } } }),
      }),
    }),
    ...destination?.made(declaration),
    ...fed,
  };
}

/** The role that a function is given; where it is given none, or none under a condition, that which SAM makes. */
function withMade(given: unknown, made: unknown): unknown {
  if (given === undefined || own(given, 'Ref') === 'AWS::NoValue') return made;
  const branches = own(given, 'Fn::If');
  if (!Array.isArray(branches) || !branches.some((branch) => own(branch, 'Ref') === 'AWS::NoValue'))
    return given;
  const [condition, ...values] = branches;
  return { 'Fn::If': [condition, ...values.map((value) => withMade(value, made))] };
}

/** Where failed events go; SAM makes a queue or a topic where the type alone is given. */
function destinationOf(id: string, onFailure: UncheckedObject) {
  const type = own(onFailure, 'Type');
  const arn = own(onFailure, 'Destination');
  if (arn !== undefined) return { arn, made: (): Declarations => ({}) };
  if (type !== 'SQS' && type !== 'SNS') return undefined;
  const made = `${id}EventInvokeConfigOnFailure${type === 'SQS' ? 'Queue' : 'Topic'}`;
  return {
    arn: type === 'SQS' ? attributeOf(made, 'Arn') : { Ref: made },
    made: (declaration: UncheckedObject): Declarations => ({
      [made]: madeFor(id, declaration, type === 'SQS' ? 'AWS::SQS::Queue' : 'AWS::SNS::Topic', {}),
    }),
  };
}

function lettingWrite(type: unknown, Resource: unknown): unknown[] {
  const Action = own(WRITING, textOf(type));
  return Action === undefined ? [] : [{ Statement: { Effect: 'Allow', Action, Resource } }];
}

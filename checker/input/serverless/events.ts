import { isObject, objectOf, own, type UncheckedObject } from '../../../template/json.ts';
import { flagOf, textOf } from '../../../template/scalars.ts';
import { attributeOf, BY_SAM, type Declaration, type Declarations, madeFor } from './made.ts';

const MAPPING = 'AWS::Lambda::EventSourceMapping';
const SUBSCRIPTION = 'AWS::SNS::Subscription';

/** A function of SAM, as the resources that it is made into refer to it. */
export interface Invoked {
  readonly id: string;
  readonly declaration: UncheckedObject;
  /** What is invoked: the function, or its alias. */
  readonly reference: unknown;
  readonly arn: unknown;
  /** The properties of the queue that SAM makes between a topic and the function. */
  queueFor(topic: unknown): UncheckedObject;
}

/**
 * The resources that SAM makes of the events of a function, as far as queues and topics are among them.
 * @see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources-function.html
 */
export function resourcesOfEvents(fn: Invoked, events: unknown): Declarations {
  if (events === undefined || events === null) return {};
  if (!isObject(events)) return { [`${fn.id}Events`]: unknownMapping(fn) };
  return Object.fromEntries(
    Object.entries(events).flatMap(([name, event]) => Object.entries(resourcesOfEvent(fn, name, event))),
  );
}

function resourcesOfEvent(fn: Invoked, name: string, event: unknown): Declarations {
  const id = `${fn.id}${name}`;
  const type = own(event, 'Type');
  const properties = objectOf(own(event, 'Properties'));
  if (type === 'SQS') return { [id]: mapping(fn, own(properties, 'Queue'), properties) };
  if (type === 'SNS') return resourcesOfTopic(fn, id, properties);
  return typeof type === 'string' ? {} : { [id]: unknownMapping(fn) };
}

/** What nobody can read may be a mapping of any queue. */
function unknownMapping(fn: Invoked): Declaration {
  return mapping(fn, BY_SAM, {});
}

function mapping(
  { id, declaration, reference }: Invoked,
  queue: unknown,
  given: UncheckedObject,
): Declaration {
  const { Queue, QueueArn, QueueUrl, QueuePolicyLogicalId, ...others } = given;
  const properties = { ...others, EventSourceArn: queue, FunctionName: reference };
  return madeFor(id, declaration, MAPPING, properties);
}

/** A topic invokes the function, or feeds a queue from which it reads; SAM makes that queue where none is given. */
function resourcesOfTopic(fn: Invoked, id: string, event: UncheckedObject): Declarations {
  const { Topic, SqsSubscription, ...others } = event;
  const subscription = (Protocol: string, Endpoint: unknown) =>
    madeFor(fn.id, fn.declaration, SUBSCRIPTION, { ...others, TopicArn: Topic, Protocol, Endpoint });
  const feeds = isObject(SqsSubscription) || flagOf(SqsSubscription, false);
  if (!feeds) {
    const permission = {
      Action: 'lambda:InvokeFunction',
      FunctionName: fn.reference,
      Principal: 'sns.amazonaws.com',
      SourceArn: Topic,
    };
    return {
      [id]: subscription('lambda', fn.arn),
      [`${id}Permission`]: madeFor(fn.id, fn.declaration, 'AWS::Lambda::Permission', permission),
    };
  }
  const given = objectOf(SqsSubscription);
  const isMade = own(given, 'QueueArn') === undefined;
  const queue = `${id}Queue`;
  const arn = isMade ? attributeOf(queue, 'Arn') : own(given, 'QueueArn');
  const letting = {
    Effect: 'Allow',
    Principal: '*',
    Action: 'sqs:SendMessage',
    Resource: arn,
    Condition: { ArnEquals: { 'aws:SourceArn': Topic } },
  };
  const policy = {
    Queues: [isMade ? { Ref: queue } : own(given, 'QueueUrl')],
    PolicyDocument: { Statement: [letting] },
  };
  return {
    ...(isMade && { [queue]: madeFor(fn.id, fn.declaration, 'AWS::SQS::Queue', fn.queueFor(Topic)) }),
    [textOf(own(given, 'QueuePolicyLogicalId') ?? `${id}QueuePolicy`)]: madeFor(
      fn.id,
      fn.declaration,
      'AWS::SQS::QueuePolicy',
      policy,
    ),
    [id]: subscription('sqs', arn),
    [`${id}EventSourceMapping`]: mapping(fn, arn, given),
  };
}

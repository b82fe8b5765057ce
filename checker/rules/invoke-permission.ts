import { matchesAction } from '../../template/policy/action-patterns.ts';
import type { Resource } from '../../template/resource.ts';
import { Unknown } from '../../template/unknown.ts';
import type { Value } from '../../template/value.ts';
import { functionOf, qualifierOf } from '../pipeline/functions.ts';
import type { Pipeline } from '../pipeline/pipeline.ts';
import { isSns } from '../policy/principals.ts';
import type { Templates } from '../templates.ts';
import { unwrittenBeside } from '../unwritten.ts';
import { isAnySource } from './open-to-everyone.ts';
import { notChecked, type Rule } from './rule.ts';

/** A function that a topic invokes lets this topic, and no other, invoke it. */
export const invokePermission: Rule<'invoke-permission'> = {
  id: 'invoke-permission',
  asks: 'a function that the topic invokes lets this topic alone do so',
  inFull:
    'a function that the topic invokes lets this topic, and no other, do so, under the alias or version that is subscribed, and the topic is no FIFO topic',
  severity: 'error',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html',
  check(pipeline, { templates }) {
    const { kind, function: fn } = pipeline;
    if (kind !== 'direct' || !fn) return [];
    if (pipeline.topic?.boolean(['FifoTopic'], false) === true && pipeline.subscription) {
      const message = 'A FIFO topic cannot invoke a function: SNS refuses the subscription.';
      const remedy = 'Subscribe a queue, and feed the function from it, or make the topic a standard one.';
      return [{ resource: pipeline.subscription.resource, severity: 'error', message, remedy }];
    }
    const all = templates.ofType('AWS::Lambda::Permission');
    const letsSns = all.map((permission) => letsSnsInvoke(permission, fn, templates));
    const permissions = all.filter((_, index) => letsSns[index] === true);
    const isForEndpoint = (permission: Resource) => hasSameQualifier(permission, pipeline, templates);
    const letting = permissions.filter(isForEndpoint);
    const sources = letting.map((permission) => sourceOf(permission));
    const remedy =
      "Add an AWS::Lambda::Permission for sns.amazonaws.com with the topic's ARN as its SourceArn.";
    if (sources.includes(undefined)) {
      const message =
        'Any topic of any account may invoke the function: its permission for SNS names no topic.';
      return [{ resource: fn, severity: 'error', message, remedy }];
    }
    const results = letting.map((permission, index) => {
      if (!permission.existsWith(fn))
        return Unknown.byCondition('it', permission.stack.path, permission.condition ?? '');
      const source = sources[index];
      return source === ITS_ACCOUNT || isTopic(source, permission, pipeline, templates);
    });
    if (results.includes(true)) return [];
    const unknown = [...results, pipeline.subscription?.topicArn, ...letsSns, unwrittenBeside(fn)].find(
      (result) => result instanceof Unknown,
    );
    if (unknown instanceof Unknown) return [notChecked(fn, 'which topic may invoke the function', unknown)];
    const message =
      permissions.length > letting.length
        ? 'The topic may not invoke what it is subscribed with, since the permission is for another alias or version than the endpoint: SNS delivers nothing.'
        : 'The topic may not invoke the function, so SNS delivers nothing.';
    return [{ resource: fn, severity: 'error', message, remedy }];
  },
};

/** Any topic of the account, which the permission says instead of one of them. */
const ITS_ACCOUNT = 'its account';

function sourceOf(permission: Resource): Value {
  const source = permission.property('SourceArn');
  const isAny = source === undefined || isAnySource(source);
  if (!isAny) return source;
  return permission.property('SourceAccount') !== undefined ? ITS_ACCOUNT : undefined;
}

function letsSnsInvoke(permission: Resource, fn: Resource, templates: Templates): boolean | Unknown {
  const named = permission.property('FunctionName');
  const behind = functionOf(permission, templates);
  if (behind === undefined && named instanceof Unknown) return named;
  if (behind !== fn) return false;
  const action = permission.property('Action');
  const isInvoking = typeof action !== 'string' || matchesAction(action, 'lambda:InvokeFunction');
  const name = permission.property('Principal');
  if (isInvoking && name instanceof Unknown) return name;
  return isInvoking && (name === '*' || isSns({ type: 'Service', name }));
}

/** A permission on a function is none on its alias, and the other way round. */
function hasSameQualifier(permission: Resource, { subscription }: Pipeline, templates: Templates): boolean {
  if (!subscription) return true;
  const wanted = qualifierOf(subscription.endpoint, templates);
  const given = qualifierOf(permission.property('FunctionName'), templates);
  if (wanted instanceof Unknown || given instanceof Unknown) return true;
  return wanted === given;
}

function isTopic(
  arn: Value,
  permission: Resource,
  { topic, subscription }: Pipeline,
  templates: Templates,
): boolean | Unknown {
  // Lambda compares by StringLike.
  const isIts = topic ? templates.matches(arn, topic, permission) : false;
  return isIts === false ? templates.isSameResource(arn, subscription?.topicArn, permission) : isIts;
}

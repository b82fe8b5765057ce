import type { Resource } from '../../template/resource.ts';
import { Unknown } from '../../template/unknown.ts';
import { at, type Value } from '../../template/value.ts';
import type { Templates } from '../templates.ts';
import { functionOf, qualifierIn, qualifierOf } from './functions.ts';
import type { DeadLetterTarget, Pipeline } from './pipeline.ts';

/** Where the parts of a pipeline put what they give up, for those that say so. */
export function deadLetterTargets(pipeline: Pipeline, templates: Templates): DeadLetterTarget[] {
  const { queue, subscription } = pipeline;
  const invoked = pipeline.kind === 'direct' ? pipeline.function : undefined;
  const endpoint = subscription?.endpoint;
  const target = (owner: Resource, of: DeadLetterTarget['of'], arn: Value): DeadLetterTarget[] => {
    if (arn === undefined) return [];
    const behind = templates.resourceBehind(arn, owner);
    return [{ owner, of, arn, queue: behind?.type === 'AWS::SQS::Queue' ? behind : undefined }];
  };
  return [
    ...(queue ? target(queue, 'queue', queue.property('RedrivePolicy', 'deadLetterTargetArn')) : []),
    ...(subscription
      ? target(subscription.resource, 'subscription', at(subscription.redrivePolicy, ['deadLetterTargetArn']))
      : []),
    ...(invoked
      ? failureDestinations(invoked, endpoint, templates).flatMap((arn) => target(invoked, 'function', arn))
      : []),
  ];
}

/**
 * Where Lambda puts events that a function failed on, when it was invoked asynchronously.
 *
 * @param endpoint as what it is invoked: what is configured for an alias is not for the function itself
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-configuring.html
 */
export function failureDestinations(fn: Resource, endpoint: Value, templates: Templates): Value[] {
  const invoked = qualifierOf(endpoint, templates);
  const isFor = (config: Resource) => {
    const qualifier = qualifierIn(config.property('Qualifier'), templates);
    return invoked instanceof Unknown || qualifier instanceof Unknown || invoked === qualifier;
  };
  const configs = templates
    .ofType('AWS::Lambda::EventInvokeConfig')
    .filter((config) => functionOf(config, templates) === fn && isFor(config));
  return [
    fn.property('DeadLetterConfig', 'TargetArn'),
    ...configs.map((config) => config.property('DestinationConfig', 'OnFailure', 'Destination')),
  ].filter((arn) => arn !== undefined);
}

/** The queues of a pipeline that are in the templates: its own, and those for what is given up. */
export function queuesOf(pipeline: Pipeline, templates: Templates): Resource[] {
  const targets = deadLetterTargets(pipeline, templates).map(({ queue }) => queue);
  return [...new Set([pipeline.queue, ...targets])].filter((queue) => queue !== undefined);
}

/** The queues that the topic itself writes to: the subscribed one, and the one for what cannot be delivered to it. */
export function queuesBehindTopic(pipeline: Pipeline, templates: Templates): Resource[] {
  if (!pipeline.subscription) return [];
  const undelivered = deadLetterTargets(pipeline, templates).find(({ of }) => of === 'subscription')?.queue;
  return [...new Set([pipeline.queue, undelivered])].filter((queue) => queue !== undefined);
}

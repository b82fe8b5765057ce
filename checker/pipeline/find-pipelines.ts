import type { Resource } from '../../template/resource.ts';
import { Unknown } from '../../template/unknown.ts';
import type { Value } from '../../template/value.ts';
import { ownerOf } from '../input/serverless/made.ts';
import type { Place } from '../mentions.ts';
import type { Templates } from '../templates.ts';
import { functionBehind, functionOf } from './functions.ts';
import type { MailKnowledge } from './mail.ts';
import type { Pipeline, Subscription } from './pipeline.ts';
import { subscriptionsIn } from './subscriptions.ts';

/**
 * Finds the notification pipelines. These are
 * - each queue that is subscribed to a topic, with each function that a mapping feeds from it, or with none;
 * - each function that a topic invokes;
 * - each queue without a topic that feeds a function which is known to send mail.
 * Other queues, topics and functions are left alone.
 */
export function findPipelines(templates: Templates, mail: MailKnowledge): Pipeline[] {
  const subscriptions = subscriptionsIn(templates);
  const subscribed = subscriptions.flatMap((subscription) =>
    isLeftToSam(subscription, templates, mail) ? [] : pipelinesOf(subscription, templates),
  );
  const mapped = new Set(subscribed.map(({ mapping }) => mapping));
  const topicless = templates
    .ofType('AWS::Lambda::EventSourceMapping')
    .filter((mapping) => !mapped.has(mapping))
    .flatMap((mapping) => topiclessPipeline(mapping, templates, mail));
  return [...subscribed, ...topicless];
}

/**
 * The functions that a topic invokes in SAM's words, of which nobody can tell whether they send mail: SAM's functions on topics
 * do anything, so that they are no pipelines of notifications by that alone.
 */
export function leftToSam(templates: Templates, mail: MailKnowledge): Resource[] {
  const left = subscriptionsIn(templates).filter((each) => isLeftToSam(each, templates, mail));
  return [...new Set(left.flatMap((each) => invokedBy(each, templates) ?? []))];
}

function isLeftToSam(subscription: Subscription, templates: Templates, mail: MailKnowledge): boolean {
  const { resource, protocol } = subscription;
  if (protocol !== 'lambda' || ownerOf(resource) === resource.logicalId) return false;
  const invoked = invokedBy(subscription, templates);
  return invoked !== undefined && mail.sends(invoked) !== true;
}

function invokedBy({ endpoint, resource }: Subscription, templates: Templates): Resource | undefined {
  return functionBehind(endpoint, resource, templates);
}

function pipelinesOf(subscription: Subscription, templates: Templates): Pipeline[] {
  const { endpoint, topic, resource } = subscription;
  const protocol = protocolOf(subscription, templates);
  if (protocol === 'lambda') {
    const invoked = invokedBy(subscription, templates);
    const pipeline = { ...{ subscription, topic, function: invoked }, kind: 'direct' as const };
    return topic || invoked
      ? [{ ...pipeline, queueArn: undefined, queue: undefined, mapping: undefined }]
      : [];
  }
  if (protocol !== 'sqs') return [];
  const queue = queueBehind(endpoint, resource, templates);
  const candidates = queue
    ? templates.mentioning(MAPPED_QUEUES, queue)
    : templates.ofType('AWS::Lambda::EventSourceMapping');
  const mappings = candidates.filter((mapping) => reads(mapping, queue, subscription, templates));
  const pipeline = { ...{ subscription, topic, queue }, kind: 'queue' as const, queueArn: endpoint };
  if (mappings.length === 0) return [{ ...pipeline, mapping: undefined, function: undefined }];
  return mappings.map((mapping) => ({ ...pipeline, mapping, function: functionOf(mapping, templates) }));
}

/** The queues that mappings read. */
export const MAPPED_QUEUES: Place = {
  type: 'AWS::Lambda::EventSourceMapping',
  values: (mapping) => [mapping.property('EventSourceArn')],
};

/** Where the protocol is not known, the endpoint may tell. */
function protocolOf({ protocol, endpoint, resource }: Subscription, templates: Templates): Value {
  if (!(protocol instanceof Unknown)) return protocol;
  if (queueBehind(endpoint, resource, templates)) return 'sqs';
  return functionBehind(endpoint, resource, templates) ? 'lambda' : undefined;
}

function topiclessPipeline(mapping: Resource, templates: Templates, mail: MailKnowledge): Pipeline[] {
  const queueArn = mapping.property('EventSourceArn');
  const queue = queueBehind(queueArn, mapping, templates);
  const mapped = functionOf(mapping, templates);
  if (!queue || !mapped || mail.sends(mapped) !== true) return [];
  const source = { kind: 'queue' as const, subscription: undefined, topic: undefined };
  return [{ ...source, queueArn, queue, mapping, function: mapped }];
}

/** A mapping that names the queue by its URL is meant to read it; a rule says that Lambda refuses it. */
function reads(
  mapping: Resource,
  queue: Resource | undefined,
  { endpoint }: Subscription,
  templates: Templates,
): boolean {
  const source = mapping.property('EventSourceArn');
  if (queue) return queueBehind(source, mapping, templates) === queue;
  return templates.isSameResource(source, endpoint, mapping) === true;
}

function queueBehind(arn: Value, near: Resource, templates: Templates): Resource | undefined {
  const resource = templates.resourceBehind(arn, near);
  return resource?.type === 'AWS::SQS::Queue' ? resource : undefined;
}

import type { Resource } from '../../template/resource.ts';
import type { Unknown } from '../../template/unknown.ts';
import type { Value } from '../../template/value.ts';

/** An endpoint of a topic, by a resource of its own or inline in the topic. */
export interface Subscription {
  /** Where it stands: its own resource, or the topic. */
  readonly resource: Resource;
  readonly isInline: boolean;
  readonly topicArn: Value;
  /** Undefined where the topic is not in the templates. */
  readonly topic: Resource | undefined;
  readonly protocol: Value;
  readonly endpoint: Value;
  readonly redrivePolicy: Value;
}

/**
 * One way that notifications take: topic → subscription → queue → mapping → function, or topic → subscription →
 * function. A part that is undefined is not in the templates.
 */
export interface Pipeline {
  /** `queue` where a queue is between topic and function; `direct` where the topic invokes the function. */
  readonly kind: 'queue' | 'direct';
  /** Undefined where only a queue feeds a function that sends mail. */
  readonly subscription: Subscription | undefined;
  readonly topic: Resource | undefined;
  /** The queue's ARN; `undefined` in a direct pipeline. */
  readonly queueArn: Value;
  readonly queue: Resource | undefined;
  readonly mapping: Resource | undefined;
  readonly function: Resource | undefined;
}

/** What becomes of messages that one part of a pipeline gives up. */
export interface DeadLetterTarget {
  /** Who gives up: what its owner is to be told about. */
  readonly owner: Resource;
  /** What is given up, in words. */
  readonly of: 'queue' | 'subscription' | 'function';
  readonly arn: Value;
  /** The queue; undefined where it is not in the templates, or no queue. */
  readonly queue: Resource | undefined;
}

/** Whether a function sends mail: it is known to, known not to, or nobody can tell. */
export type SendsMail = boolean | Unknown;

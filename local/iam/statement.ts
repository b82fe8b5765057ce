import { matchesAction } from '../../template/policy/action-patterns.ts';
import { type Condition, type Context, holds, lookUpIn } from './condition.ts';
import { isResourceLike } from './policy-text.ts';
import { type Caller, type NamedAs, namedAs, type Principals } from './principal.ts';

/** What an `Action` or a `Resource` element lists. */
export interface Patterns {
  /** Whether it is `NotAction` or `NotResource`: all but what is listed. */
  readonly isNot: boolean;
  readonly listed: readonly string[];
}

/** A statement of a policy, read. */
export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: Patterns;
  readonly resources: Patterns;
  /** Of a resource's policy only. */
  readonly principals: Principals | undefined;
  /** Those that can be evaluated. */
  readonly conditions: readonly Condition[];
  /** What cannot: such an Allow allows nothing, and such a Deny denies whatever the rest of it means. */
  readonly unknown: readonly string[];
  /** The policy that it stands in, for people. */
  readonly policy: string;
}

/** What somebody asks to be allowed. */
export interface AccessRequest {
  /** `sqs:SendMessage` */
  readonly action: string;
  /** The ARN of what it is done to, or `*`. */
  readonly resource: string;
  /** What else policies may look at; who asks and from where is not the request's to say. */
  readonly context: Context;
}

/** How a statement names who asks; `undefined` where it is not about the request. Not every part of it may be known. */
export function concerns(
  { actions, resources, principals, conditions }: Statement,
  caller: Caller,
  { action, resource, context }: AccessRequest,
): NamedAs | undefined {
  const named = principals ? namedAs(principals, caller) : 'itself';
  if (named === undefined) return undefined;
  const lookUp = lookUpIn(context);
  const isAbout =
    actions.listed.some((pattern) => matchesAction(pattern, action)) !== actions.isNot &&
    resources.listed.some((pattern) => isResourceLike(resource, pattern, lookUp)) !== resources.isNot &&
    conditions.every((condition) => holds(condition, context));
  return isAbout ? named : undefined;
}

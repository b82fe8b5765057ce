import { TIME_KEYS } from './condition-keys.ts';
import { type Decision, decide, type Policies } from './decision.ts';
import type { FunctionRole, Permissions } from './permissions.ts';
import { variablesIn } from './policy-text.ts';
import { type ActingService, contextOf } from './request-context.ts';
import type { AccessRequest, Statement } from './statement.ts';

/** Decisions that are kept. The resources of one app are few; recipients in a policy are many. */
const MAX_KEPT = 10_000;

/** Who makes a request: a function, or a service for a resource. */
export type Principal = FunctionRole | ActingService;

/** Decides on requests by the policies, and remembers what it has decided: the same functions ask for the same things all the time. */
export class Evaluator {
  readonly #permissions: Permissions;
  readonly #now: () => number;
  /** The condition keys that any policy looks at: two requests that differ in no other are one. */
  readonly #keys: readonly string[];
  readonly #isTimed: boolean;
  readonly #kept = new Map<string, Decision>();

  constructor(permissions: Permissions, now: () => number) {
    this.#permissions = permissions;
    this.#now = now;
    this.#keys = keysIn(permissions);
    this.#isTimed = TIME_KEYS.some((key) => this.#keys.includes(key));
  }

  /** Whether the resource is of the template, so that its policy is known. */
  knows(resource: string): boolean {
    return Object.hasOwn(this.#permissions.resources, resource);
  }

  decide(principal: Principal, request: AccessRequest): Decision {
    if (this.#isTimed) return this.#decide(principal, request);
    const key = this.#keyOf(principal, request);
    const kept = this.#kept.get(key);
    if (kept) return kept;
    const decision = this.#decide(principal, request);
    if (this.#kept.size >= MAX_KEPT) this.#kept.clear();
    this.#kept.set(key, decision);
    return decision;
  }

  #decide(principal: Principal, { context, ...request }: AccessRequest): Decision {
    const whole = { ...contextOf(principal, this.#permissions, this.#now()), ...context };
    return decide(principal, { ...request, context: whole }, this.#policiesFor(principal, request.resource));
  }

  #policiesFor(principal: Principal, resource: string): Policies {
    const { resources } = this.#permissions;
    const ofResource = this.knows(resource) ? resources[resource] : resources[withoutQualifier(resource)];
    return {
      identity: principal.kind === 'role' ? principal.identity : [],
      boundary: principal.kind === 'role' ? principal.boundary : undefined,
      resource: ofResource ?? [],
    };
  }

  #keyOf(principal: Principal, { action, resource, context }: AccessRequest): string {
    const who = principal.kind === 'role' ? principal.arn : `${principal.name} ${principal.sourceArn}`;
    const values = this.#keys.map((key) => context[key]);
    return JSON.stringify([who, action, resource, values]);
  }
}

/** A function's version or alias has the function's policy, an index of a table the table's, an object its bucket's. */
function withoutQualifier(arn: string): string {
  if (arn.split(':')[2] === 'lambda') return arn.split(':').slice(0, 7).join(':');
  return arn
    .split('/')
    .slice(0, arn.split(':')[2] === 's3' ? 1 : 2)
    .join('/');
}

function keysIn({ roles, resources }: Permissions): string[] {
  const statements = [
    ...roles.flatMap(({ identity, boundary = [] }) => [...identity, ...boundary]),
    ...Object.values(resources).flat(),
  ];
  return [...new Set(statements.flatMap(keysOf))];
}

function keysOf({ conditions, resources }: Statement): string[] {
  const texts = [...resources.listed, ...conditions.flatMap(({ values }) => values)];
  return [...conditions.map(({ key }) => key), ...texts.flatMap(variablesIn)];
}

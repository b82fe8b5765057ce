import { credentialIn } from './credential.ts';
import type { Denial } from './decision.ts';
import { Evaluator, type Principal } from './evaluator.ts';
import type { FunctionRole, Permissions } from './permissions.ts';
import type { Refusal } from './refusal.ts';
import type { ActingService } from './request-context.ts';
import type { AccessRequest } from './statement.ts';

/** A request that is allowed where it is for one of these resources, the first of which a refusal names. */
export interface Access extends Omit<AccessRequest, 'resource'> {
  readonly resources: readonly [string, ...string[]];
}

/** A refusal, and how often it came to it. */
export interface CountedRefusal {
  readonly refusal: Refusal;
  readonly times: number;
}

/** One thing that a caller did: an action on a resource. */
export interface Use {
  readonly caller: string;
  readonly action: string;
  readonly resource: string;
}

/** What a gate has seen. */
export interface Accesses {
  readonly uses: readonly Use[];
  readonly refusals: readonly CountedRefusal[];
}

/**
 * Stands before one emulator: knows who calls by the access key that signs a request, and lets pass what the policies of
 * the template allow. Any key that is not a function's is the operator's, who may do everything. Open until
 * {@link enforce} is called.
 */
export class Gate {
  readonly #onRefusal: (refusal: Refusal) => void;
  readonly #now: () => number;
  readonly #roles = new Map<string, FunctionRole>();
  readonly #uses = new Map<string, Use>();
  readonly #refusals = new Map<string, { refusal: Refusal; times: number }>();
  #evaluator: Evaluator | undefined;
  #permissions: Permissions | undefined;

  /** @param onRefusal is told of each refusal when it comes to it for the first time. */
  constructor(onRefusal: (refusal: Refusal) => void = () => {}, now: () => number = Date.now) {
    this.#onRefusal = onRefusal;
    this.#now = now;
  }

  /** From now on checks. */
  enforce(permissions: Permissions): void {
    this.#permissions = permissions;
    this.#evaluator = new Evaluator(permissions, this.#now);
    for (const role of permissions.roles) this.#roles.set(role.accessKeyId, role);
  }

  /** What requests are decided by; `undefined` while nothing is checked. */
  get permissions(): Permissions | undefined {
    return this.#permissions;
  }

  get accesses(): Accesses {
    return { uses: [...this.#uses.values()], refusals: [...this.#refusals.values()] };
  }

  /** The function whose credentials sign a request; `undefined` for everybody else. */
  callerOf(authorization: string | undefined): FunctionRole | undefined {
    const { accessKeyId } = credentialIn(authorization) ?? {};
    return accessKeyId === undefined ? undefined : this.#roles.get(accessKeyId);
  }

  /** A function and what its role may do, by the function's name. */
  roleOf(functionName: string): FunctionRole | undefined {
    return this.#permissions?.roles.find(({ name }) => name === functionName);
  }

  /** The first of `accesses` that is refused, all of which a request needs; `undefined` where it may pass. */
  refusalOf(principal: Principal, accesses: readonly Access[]): Refusal | undefined {
    for (const access of accesses) {
      const refusal = this.#check(principal, access);
      if (refusal) return refusal;
    }
    return undefined;
  }

  /** As {@link refusalOf}, of a function by its name; of one that is not known nothing is refused. */
  refusalOfFunction(name: string, actions: readonly string[], resource: string): Refusal | undefined {
    const role = this.roleOf(name);
    const accesses = actions.map((action): Access => ({ action, resources: [resource], context: {} }));
    return role && this.refusalOf(role, accesses);
  }

  /** As {@link refusalOf}, of a service that acts for a resource; what the template does not hold is not checked. */
  refusalOfService(
    service: Omit<ActingService, 'kind'>,
    action: string,
    resource: string,
  ): Refusal | undefined {
    if (!this.#evaluator?.knows(resource)) return undefined;
    return this.#check({ kind: 'service', ...service }, { action, resources: [resource], context: {} });
  }

  #check(principal: Principal, { action, resources, context }: Access): Refusal | undefined {
    const evaluator = this.#evaluator;
    if (!evaluator) return undefined;
    const denials: Denial[] = [];
    for (const resource of resources) {
      const decision = evaluator.decide(principal, { action, resource, context });
      if (decision.isAllowed) {
        this.#used({ caller: principal.name, action, resource });
        return undefined;
      }
      denials.push(decision);
    }
    const callerArn = principal.kind === 'role' ? principal.arn : principal.name;
    const [resource] = resources;
    const refusal = { caller: principal.name, callerArn, action, resource, denial: denials[0] as Denial };
    this.#refused(refusal);
    return refusal;
  }

  #used(use: Use): void {
    const key = `${use.caller} ${use.action} ${use.resource}`;
    if (!this.#uses.has(key)) this.#uses.set(key, use);
  }

  #refused(refusal: Refusal): void {
    const { callerArn, action, resource, denial } = refusal;
    const key = [callerArn, action, resource, denial.by, denial.isExplicit].join(' ');
    const known = this.#refusals.get(key);
    if (known) known.times += 1;
    else {
      this.#refusals.set(key, { refusal, times: 1 });
      this.#onRefusal(refusal);
    }
  }
}

import type { RoleSession } from './principal.ts';
import type { Statement } from './statement.ts';

/** A function, and what its role may do. */
export interface FunctionRole extends RoleSession {
  /** By which its requests are known. */
  readonly accessKeyId: string;
  readonly functionArn: string;
  readonly identity: readonly Statement[];
  readonly boundary: readonly Statement[] | undefined;
}

/** The endpoint of a subscription in whose place a queue of the stack's own stands: a function, or one that takes anything. */
export type ProxiedEndpoint = { readonly functionArn: string } | 'anybody';

/** Where a stack is deployed. */
export interface Environment {
  readonly region: string;
  readonly accountId: string;
}

/** Everything that requests in one stack are decided by. It can be handed to a thread. */
export interface Permissions extends Environment {
  readonly roles: readonly FunctionRole[];
  /** Of every resource of the template that can have a policy, by ARN. What is not here is not checked for services. */
  readonly resources: Readonly<Record<string, readonly Statement[]>>;
  /** By the ARN of the queue. */
  readonly proxyQueues: Readonly<Record<string, ProxiedEndpoint>>;
}

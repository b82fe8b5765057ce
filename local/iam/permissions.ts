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

/** Whose place a queue of the stack's own takes as the endpoint of a subscription. */
export type StandsFor = { readonly functionArn: string } | 'anybody';

/** Everything that requests in one stack are decided by. It can be handed to a thread. */
export interface Permissions {
  readonly region: string;
  readonly accountId: string;
  readonly roles: readonly FunctionRole[];
  /** Of every resource of the template that can have a policy, by ARN. What is not here is not checked for services. */
  readonly resources: Readonly<Record<string, readonly Statement[]>>;
  /** By the ARN of the queue. */
  readonly standIns: Readonly<Record<string, StandsFor>>;
}

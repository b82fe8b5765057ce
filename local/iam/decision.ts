import type { Caller, NamedAs } from './principal.ts';
import { type AccessRequest, concerns, type Statement } from './statement.ts';

/** The policies that one request is decided by. */
export interface Policies {
  /** Of the role; none of a service. */
  readonly identity: readonly Statement[];
  /** What the role may do at most; `undefined` where nothing bounds it. */
  readonly boundary: readonly Statement[] | undefined;
  /** Of the resource. */
  readonly resource: readonly Statement[];
}

/** Where something is refused: by which kind of policy, and whether that says so or only does not allow it. */
export interface Denial {
  readonly isAllowed: false;
  readonly isExplicit: boolean;
  readonly by: 'identity-based policy' | 'permissions boundary' | 'resource-based policy';
}

export type Decision = { readonly isAllowed: true } | Denial;

const ALLOWED: Decision = { isAllowed: true };

/**
 * Decides as IAM does within one account: an explicit deny anywhere wins; else the role's policies or the resource's
 * must allow, and a boundary too, unless the resource's policy names the session itself. To name the account only leaves
 * it to the role's policies.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html
 */
export function decide(caller: Caller, request: AccessRequest, policies: Policies): Decision {
  const { identity, boundary, resource } = policies;
  const isAny = (statements: readonly Statement[], effect: Statement['effect'], named?: NamedAs) =>
    statements.some((statement) => {
      if (statement.effect !== effect || (effect === 'Allow' && statement.unknown.length > 0)) return false;
      const as = concerns(statement, caller, request);
      return named === undefined ? as !== undefined : as === named;
    });

  if (isAny(identity, 'Deny')) return denied('identity-based policy', true);
  if (isAny(boundary ?? [], 'Deny')) return denied('permissions boundary', true);
  if (isAny(resource, 'Deny')) return denied('resource-based policy', true);
  if (isAny(resource, 'Allow', 'itself')) return ALLOWED;
  if (caller.kind === 'service') return denied('resource-based policy', false);
  if (!isAny(identity, 'Allow') && !isAny(resource, 'Allow', 'role')) {
    return denied('identity-based policy', false);
  }
  if (boundary && !isAny(boundary, 'Allow')) return denied('permissions boundary', false);
  return ALLOWED;
}

function denied(by: Denial['by'], isExplicit: boolean): Denial {
  return { isAllowed: false, isExplicit, by };
}

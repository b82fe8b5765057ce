/** Who makes a request. */
export type Caller = RoleSession | ServiceCaller;

/** A function that acts with its role. */
export interface RoleSession {
  readonly kind: 'role';
  /** The function's name. */
  readonly name: string;
  /** `arn:aws:iam::…:role/…` */
  readonly roleArn: string;
  /** `arn:aws:sts::…:assumed-role/…/…`, as which AWS names it. */
  readonly arn: string;
  readonly account: string;
}

/** A service that acts for a resource of the account. */
export interface ServiceCaller {
  readonly kind: 'service';
  /** `sns.amazonaws.com` */
  readonly name: string;
}

/** A `Principal` or `NotPrincipal` element. */
export interface Principals {
  readonly isNot: boolean;
  /** ARNs, account ids, or `*`. */
  readonly aws: readonly string[];
  readonly services: readonly string[];
}

/** How a policy names a caller: by itself, by its role, or only by its account. */
export type NamedAs = 'itself' | 'role' | 'account';

/**
 * How an element names a caller; `undefined` where it does not.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function namedAs(principals: Principals, caller: Caller): NamedAs | undefined {
  const named = listedAs(principals, caller);
  if (!principals.isNot) return named;
  // Whoever is not on the list is meant, as everybody is.
  return named === undefined ? 'itself' : undefined;
}

function listedAs({ aws, services }: Principals, caller: Caller): NamedAs | undefined {
  if (aws.includes('*')) return 'itself';
  if (caller.kind === 'service') return services.includes(caller.name) ? 'itself' : undefined;
  const { arn, roleArn, account } = caller;
  if (aws.includes(arn)) return 'itself';
  if (aws.includes(roleArn)) return 'role';
  return aws.some((each) => each === account || each === `arn:aws:iam::${account}:root`)
    ? 'account'
    : undefined;
}

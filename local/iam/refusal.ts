import type { Denial } from './decision.ts';

/** What was refused to whom. */
export interface Refusal {
  /** The name of a function, or of a service such as `sns.amazonaws.com`. */
  readonly caller: string;
  /** As AWS names the caller in its errors. */
  readonly callerArn: string;
  readonly action: string;
  readonly resource: string;
  readonly denial: Denial;
}

/**
 * A refusal as most services word it.
 *
 * @param action how the service writes the action, where it does not as policies do.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
export function refusalMessage(refusal: Refusal, action: string = refusal.action): string {
  const { callerArn, resource } = refusal;
  const on = resource === '*' ? '' : ` on resource: ${resource}`;
  return `User: ${callerArn} is not authorized to perform: ${action}${on} ${whyRefused(refusal, action)}`;
}

/** `because no identity-based policy allows the sns:Publish action` */
export function whyRefused({ denial }: Refusal, action: string): string {
  const { by, isExplicit } = denial;
  const article = by === 'identity-based policy' ? 'an' : 'a';
  return isExplicit
    ? `with an explicit deny in ${article} ${by}`
    : `because no ${by} allows the ${action} action`;
}

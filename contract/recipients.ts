/**
 * Recipients of one email, `To`, `Cc` and `Bcc` together.
 * @see https://docs.aws.amazon.com/ses/latest/dg/quotas.html
 */
export const MAX_RECIPIENTS = 50;

/** One address, or a list of them. */
export type Addresses = string | readonly string[];

/** Who an email goes to. */
export interface Recipients {
  readonly recipient: Addresses;
  readonly cc?: Addresses | undefined;
  readonly bcc?: Addresses | undefined;
}

/** One address or a list as a list; an empty one where there is none. */
export function listOf(addresses: Addresses | undefined): readonly string[] {
  if (addresses === undefined) return [];
  return typeof addresses === 'string' ? [addresses] : addresses;
}

/** What SES counts an email as, against the send rate and the daily quota: each recipient is one. */
export function countRecipients({ recipient, cc, bcc }: Recipients): number {
  return listOf(recipient).length + listOf(cc).length + listOf(bcc).length;
}

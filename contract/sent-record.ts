import { createHash } from 'node:crypto';

/** The first part of every record's key. It does not change with the function's name, so that a new one knows what was sent. */
export const SENT_PREFIX = 'sent';

/**
 * The key under which Powertools idempotency keeps the record of a notification, by its effective id: the digest of the id
 * as JSON.
 * @see https://docs.aws.amazon.com/powertools/typescript/latest/features/idempotency/
 */
export function sentKey(id: string): string {
  return `${SENT_PREFIX}#${createHash('sha256').update(JSON.stringify(id)).digest('base64')}`;
}

/** What a record says: an attempt has begun, and how it ended is not known yet; or SES accepted the email. */
export type SentRecord =
  | {
      readonly state: 'sending';
      /** Until when no other worker tries it, in milliseconds since the epoch. */
      readonly lockedUntil: number | undefined;
    }
  | { readonly state: 'sent'; readonly sesMessageId: string | undefined };

/** An item of the table, as far as reading a record needs it. */
interface Value {
  readonly S?: string | undefined;
  readonly N?: string | undefined;
  readonly M?: Readonly<Record<string, Value>> | undefined;
}
type Item = Readonly<Record<string, Value | undefined>>;

/** Reads a record; `undefined` where there is none. */
export function readSentRecord(item: Item | undefined): SentRecord | undefined {
  switch (item?.status?.S) {
    case 'COMPLETED':
      return { state: 'sent', sesMessageId: item.data?.M?.sesMessageId?.S };
    case 'INPROGRESS':
      return { state: 'sending', lockedUntil: numberOf(item.in_progress_expiration) };
    default:
      return undefined;
  }
}

/**
 * Whether an item's time is up. DynamoDB may take days to delete it.
 *
 * @param now in milliseconds since the epoch.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ttl-expired-items.html
 */
export function isExpired(item: Item, now: number): boolean {
  return (numberOf(item.expiration) ?? Number.POSITIVE_INFINITY) * 1000 <= now;
}

function numberOf(value: Value | undefined): number | undefined {
  return value?.N === undefined ? undefined : Number(value.N);
}

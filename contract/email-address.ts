import * as v from 'valibot';

/**
 * The local part as RFC 5321 spells it unquoted, and a domain of at least two labels. SES takes no more: the
 * local part must be 7-bit ASCII and the domain punycode.
 * @see https://docs.aws.amazon.com/ses/latest/APIReference/API_SendEmail.html
 */
const BARE_ADDRESS =
  /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;

const NAMED_ADDRESS = /^\s*(?<name>"(?:[^"\\]|\\.)*"|[^"<>@,;:\\]*?)\s*<(?<address>[^<>\s]+)>\s*$/;

/** The longest local part and the longest address, in characters (RFC 5321, 4.5.3.1). */
const MAX_LOCAL_PART = 64;
const MAX_ADDRESS = 254;

/** An email address taken apart: `Ada Lovelace <ada@example.com>`. */
export interface EmailAddress {
  /** The bare address, `ada@example.com`. */
  readonly address: string;
  /** The display name without its quotes, or `undefined` where there is none. */
  readonly displayName: string | undefined;
}

/**
 * Takes `ada@example.com` or `Ada <ada@example.com>` apart.
 *
 * @returns `undefined` where `text` is neither, or holds a line break or another control character.
 */
export function parseEmailAddress(text: string): EmailAddress | undefined {
  if (hasControlCharacter(text)) return undefined;
  const named = NAMED_ADDRESS.exec(text)?.groups;
  const address = named?.address ?? text;
  if (!isBareAddress(address)) return undefined;
  const displayName = named?.name?.replace(/^"(.*)"$/, '$1').replace(/\\(.)/g, '$1');
  return { address, displayName: displayName || undefined };
}

/** An address that SES takes as sender, recipient or reply-to: bare, or with a display name. */
export const emailAddress = v.pipe(
  v.string(),
  v.check((text) => parseEmailAddress(text) !== undefined, 'an email address'),
);

function isBareAddress(address: string): boolean {
  return (
    BARE_ADDRESS.test(address) && address.length <= MAX_ADDRESS && address.indexOf('@') <= MAX_LOCAL_PART
  );
}

/** Control characters end a header field or hide in it: C0, DEL and C1. */
export function hasControlCharacter(text: string): boolean {
  return /\p{Cc}/u.test(text);
}

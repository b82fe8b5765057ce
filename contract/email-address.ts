import * as v from 'valibot';

/**
 * The local part as RFC 5321 spells it unquoted, and a domain of at least two labels. SES takes no more: the
 * local part must be 7-bit ASCII and the domain punycode.
 * @see https://docs.aws.amazon.com/ses/latest/APIReference/API_SendEmail.html
 */
const BARE_ADDRESS =
  /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;

/** What may stand before the angle brackets: a quoted string, or text without the characters that need quotes. */
const DISPLAY_NAME = /^(?:"(?:[^"\\]|\\.)*"|[^"<>@,;:\\]*)$/s;

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
  const trimmed = text.trim();
  const bracket = trimmed.endsWith('>') ? trimmed.lastIndexOf('<') : -1;
  if (bracket === -1) return isBareAddress(text) ? { address: text, displayName: undefined } : undefined;
  const name = trimmed.slice(0, bracket).trim();
  const address = trimmed.slice(bracket + 1, -1);
  if (!DISPLAY_NAME.test(name) || !isBareAddress(address)) return undefined;
  return { address, displayName: unquote(name) || undefined };
}

/** An address that SES takes as sender, recipient or reply-to: bare, or with a display name. */
export const emailAddress = v.pipe(
  v.string(),
  v.check((text) => parseEmailAddress(text) !== undefined, 'an email address'),
);

/** The same, taken apart. */
export const parsedEmailAddress = v.pipe(
  v.string(),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const parsed = parseEmailAddress(dataset.value);
    if (parsed) return parsed;
    addIssue({ message: 'an email address' });
    return NEVER;
  }),
);

function isBareAddress(address: string): boolean {
  return (
    address.length <= MAX_ADDRESS && address.indexOf('@') <= MAX_LOCAL_PART && BARE_ADDRESS.test(address)
  );
}

function unquote(name: string): string {
  return name.replace(/^"(.*)"$/s, '$1').replace(/\\(.)/gs, '$1');
}

/** Control characters end a header field or hide in it: C0, DEL and C1. */
export function hasControlCharacter(text: string): boolean {
  return /\p{Cc}/u.test(text);
}

/** The characters of an atom, and spaces between atoms: a display name of these needs no quotes. */
const ATOMS = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]*$/;

const PRINTABLE_ASCII = /^[\x20-\x7E]*$/;

/** Bytes of text in one encoded-word: it may be 75 characters long, and base64 makes 4 of 3 bytes. */
const MAX_WORD_BYTES = Math.floor((75 - '=?UTF-8?B??='.length) / 4) * 3;

/** An email address taken apart: `Ada Lovelace <ada@example.com>`. */
export interface EmailAddress {
  /** The bare address, `ada@example.com`, its domain in ASCII. */
  readonly address: string;
  /** The display name without its quotes, or `undefined` where there is none. */
  readonly displayName: string | undefined;
}

/**
 * Writes an address as a header field takes it: `ada@example.com`, `Ada <ada@example.com>`,
 * `"Lovelace, Ada" <ada@example.com>` or `=?UTF-8?B?R3LDvMOfZQ==?= <ada@example.com>`. SES takes only ASCII here. A
 * display name that is an encoded-word already stays one.
 *
 * @see https://docs.aws.amazon.com/ses/latest/APIReference/API_SendEmail.html
 */
export function formatMailbox({ address, displayName }: EmailAddress): string {
  return displayName === undefined ? address : `${formatDisplayName(displayName)} <${address}>`;
}

function formatDisplayName(name: string): string {
  if (ATOMS.test(name)) return name;
  if (PRINTABLE_ASCII.test(name)) return `"${name.replace(/["\\]/g, '\\$&')}"`;
  return chunksOf(name.toWellFormed())
    .map((chunk) => `=?UTF-8?B?${Buffer.from(chunk).toString('base64')}?=`)
    .join(' ');
}

/** No character is split over two encoded-words (RFC 2047, section 5). */
function chunksOf(text: string): string[] {
  const chunks = [''];
  for (const character of text) {
    const longer = chunks.at(-1) + character;
    if (Buffer.byteLength(longer) > MAX_WORD_BYTES) chunks.push(character);
    else chunks[chunks.length - 1] = longer;
  }
  return chunks;
}

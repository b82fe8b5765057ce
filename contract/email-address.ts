import { domainToASCII } from 'node:url';
import * as v from 'valibot';
import { type EmailAddress, formatMailbox } from './mailbox.ts';
import type { Addresses } from './recipients.ts';

/** The local part as RFC 5321, 4.1.2, spells it: words between dots, or anything printable in quotes. */
const LOCAL_PART =
  /^(?:[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*|"(?:[ !#-[\]-~]|\\[ -~])+")$/;

/** A domain of at least two labels. */
const DOMAIN =
  /^(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;

/** What a domain may be written of: letters of any language, but no other ASCII than its own. */
const ANY_DOMAIN = /^[A-Za-z0-9.\u0080-\u{10FFFF}-]*$/u;

/** What may stand before the angle brackets: a quoted string, or text without the characters that need quotes. */
const DISPLAY_NAME = /^(?:"(?:[^"\\]|\\.)*"|[^"<>@,;:\\]*)/s;

/** The longest local part and the longest address, in characters (RFC 5321, 4.5.3.1). */
const MAX_LOCAL_PART = 64;
const MAX_ADDRESS = 254;

/**
 * The bytes that SES takes of an address with its display name, as the header has it: "Address length is more than 320
 * bytes long".
 * @see https://github.com/zulip/zulip/issues/17558
 */
const MAX_MAILBOX_BYTES = 320;

const ONE = 'one email address';

/**
 * Takes `ada@example.com` or `Ada <ada@example.com>` apart. Of SES's addresses the local part must be 7-bit ASCII and
 * the domain Punycode, so a domain in another script becomes that: `bücher.example` is `xn--bcher-kva.example`.
 *
 * @returns `undefined` where `text` is neither, or holds a line break or another control character.
 * @see https://docs.aws.amazon.com/ses/latest/APIReference/API_SendEmail.html
 */
export function parseEmailAddress(text: string): EmailAddress | undefined {
  if (hasControlCharacter(text)) return undefined;
  const trimmed = text.trim();
  if (!trimmed.endsWith('>')) return named(bareAddress(text), undefined);
  const [name = ''] = DISPLAY_NAME.exec(trimmed) ?? [];
  const rest = trimmed.slice(name.length).trimStart();
  return rest.startsWith('<') ? named(bareAddress(rest.slice(1, -1)), name.trim()) : undefined;
}

/**
 * What is wanted in place of `given`, as in `an email address`; `undefined` where it is an address that SES takes.
 *
 * @param one what is wanted in place of several addresses.
 */
export function emailAddressFault(given: unknown, one = ONE): string | undefined {
  if (Array.isArray(given)) return one;
  if (typeof given !== 'string') return 'an email address';
  const parsed = parseEmailAddress(given);
  if (!parsed) return isList(given) ? one : 'an email address';
  const bytes = Buffer.byteLength(formatMailbox(parsed));
  if (bytes <= MAX_MAILBOX_BYTES) return undefined;
  return `at most ${MAX_MAILBOX_BYTES} bytes of address and display name, as SES counts them, instead of ${bytes}`;
}

/** Reads what SES takes as an address; anything else is an issue, which says what is wanted. */
function takenAs<Given, Read>(read: (address: string) => Read, one = ONE) {
  return v.rawTransform<Given, Read>(({ dataset, addIssue, NEVER }) => {
    const fault = emailAddressFault(dataset.value, one);
    if (fault === undefined) return read(dataset.value as string);
    addIssue({ message: fault });
    return NEVER;
  });
}

/** An address that SES takes as sender, recipient or reply-to: bare, or with a display name. */
const emailAddress = v.pipe(
  v.unknown(),
  takenAs<unknown, string>((address) => address),
);

/** What takes several addresses takes them as an array, not as one text with separators of its own. */
const oneOfSeveral = v.pipe(
  v.unknown(),
  takenAs<unknown, string>((address) => address, `${ONE}, or an array of several`),
);

/** One such address, or a list that is not empty. */
export const emailAddresses = v.lazy(
  (given): v.GenericSchema<unknown, Addresses> =>
    Array.isArray(given)
      ? v.pipe(v.array(emailAddress), v.minLength(1, 'at least one email address'))
      : oneOfSeveral,
);

/** One such address, taken apart. */
export const parsedEmailAddress = v.pipe(
  v.string(),
  takenAs<string, EmailAddress>((address) => parseEmailAddress(address) as EmailAddress),
);

/** A domain as SES, and DNS, have it: in lower case, and in Punycode where it is not ASCII. */
export function asciiDomain(domain: string): string {
  return (toAscii(domain) || domain).toLowerCase();
}

/** Control characters end a header field or hide in it: C0, DEL and C1. */
export function hasControlCharacter(text: string): boolean {
  return /\p{Cc}/u.test(text);
}

function named(address: string | undefined, name: string | undefined): EmailAddress | undefined {
  return address === undefined ? undefined : { address, displayName: (name && unquote(name)) || undefined };
}

/** The address with its domain in ASCII; `undefined` where it is none. */
function bareAddress(text: string): string | undefined {
  const at = text.lastIndexOf('@');
  if (text.length > MAX_ADDRESS || at > MAX_LOCAL_PART || !LOCAL_PART.test(text.slice(0, Math.max(at, 0)))) {
    return undefined;
  }
  const domain = toAscii(text.slice(at + 1));
  const address = `${text.slice(0, at)}@${domain}`;
  return DOMAIN.test(domain) && address.length <= MAX_ADDRESS ? address : undefined;
}

/** Empty where it is no domain. What is ASCII stays as it is. */
function toAscii(domain: string): string {
  if (!ANY_DOMAIN.test(domain)) return '';
  return /[\u0080-\u{10FFFF}]/u.test(domain) ? domainToASCII(domain) : domain;
}

function unquote(name: string): string {
  return name.replace(/^"(.*)"$/s, '$1').replace(/\\(.)/gs, '$1');
}

/** Whether it is several addresses, with commas, semicolons or spaces between them. */
function isList(text: string): boolean {
  return text.split(/[,; ]+/).filter((part) => parseEmailAddress(part) !== undefined).length > 1;
}

import { bareAddress, nameBefore } from './mailbox.ts';

/** With its display name, as it comes: an answer of SES, https://github.com/zulip/zulip/issues/17558 */
const MAX_BYTES = 320;

/** Whatever may stand in quotes before the `@`, but what is no printable ASCII. */
const QUOTED_LOCAL_PART = /^"(?:[ !#-[\]-~]|\\[ -~])+"(?=@)/;

/**
 * The faults that SES finds in an address, in its words, which are JavaMail's. The first that matches is told.
 * @see https://javaee.github.io/javamail/docs/api/javax/mail/internet/InternetAddress.html
 */
const FAULTS: readonly (readonly [pattern: RegExp, message: string])[] = [
  [/^[^@]*$/, "Missing final '@domain'"],
  [/^@/, 'Missing local name'],
  [/@$/, 'Missing domain'],
  [/^[^@]*[^!-~]/, 'Local address contains control or whitespace'],
  [/^[^@]*[()<>,;:\\"[\]]/, 'Local address contains illegal character'],
  [/^\./, 'Local address starts with dot'],
  [/^[^@]*\.\./, 'Local address contains dot-dot'],
  [/^[^@]*\.@/, 'Local address ends with dot'],
  [/@.*[^!-~]/s, 'Domain contains control or whitespace'],
  [/@\./, 'Domain starts with dot'],
  [/@.*\.\./, 'Domain contains dot-dot'],
  [/@.*\.$/, 'Domain ends with dot'],
  [/@.*[^A-Za-z0-9.-]/, 'Domain contains illegal character'],
];

/** What SES would say against an address, bare or as `Ada <ada@example.com>`; `undefined` where it takes it. */
export function addressFault(text: string): string | undefined {
  if (Buffer.byteLength(text) > MAX_BYTES) return `Address length is more than ${MAX_BYTES} bytes long`;
  const [first, ...others] = nameBefore(text).split(',');
  // A comma in a name without quotes ends an address.
  const address = others.length > 0 ? `${first}` : bareAddress(text).replace(QUOTED_LOCAL_PART, 'quoted');
  return FAULTS.find(([pattern]) => pattern.test(address))?.[1];
}

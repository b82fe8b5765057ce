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
  const address = /<([^<>]*)>\s*$/.exec(text)?.[1] ?? text.trim();
  if (address.startsWith('"')) return undefined;
  return FAULTS.find(([pattern]) => pattern.test(address))?.[1];
}

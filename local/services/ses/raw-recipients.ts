/**
 * The recipients that the headers `To`, `Cc` and `Bcc` of a raw message name, without display names.
 *
 * @param message the message in MIME, of which only the headers are read.
 */
export function rawRecipients(message: string): string[] {
  return headersOf(message, /^(?:to|cc|bcc):/i).flatMap(addressesIn);
}

/** What the header `From` of a raw message says. */
export function rawSender(message: string): string | undefined {
  return headersOf(message, /^from:/i)[0]?.trim();
}

function headersOf(message: string, name: RegExp): string[] {
  const headers = message.split(/\r?\n\r?\n/, 1)[0] ?? '';
  return headers
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/)
    .filter((line) => name.test(line))
    .map((line) => line.slice(line.indexOf(':') + 1));
}

/** Display names in quotes may hold an `@` of their own. */
function addressesIn(list: string): string[] {
  return list.replace(/"(?:[^"\\]|\\.)*"/g, '').match(/[^\s<>,;]+@[^\s<>,;]+/g) ?? [];
}

/**
 * The recipients that the headers `To`, `Cc` and `Bcc` of a raw message name, without display names.
 *
 * @param message the message in MIME, of which only the headers are read.
 */
export function rawRecipients(message: string): string[] {
  return headersOf(message, /^(?:to|cc|bcc)$/i).flatMap(addressesIn);
}

/** What the header `From` of a raw message says. */
export function rawSender(message: string): string | undefined {
  return headersOf(message, /^from$/i)[0];
}

/** All headers of a raw message, in their order, unfolded. */
export function rawHeaders(message: string): { name: string; value: string }[] {
  const headers = message.split(/\r?\n\r?\n/, 1)[0] ?? '';
  const lines = headers.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
  return lines.flatMap((line) => {
    const colon = line.indexOf(':');
    return colon > 0 ? [{ name: line.slice(0, colon).trim(), value: line.slice(colon + 1).trim() }] : [];
  });
}

function headersOf(message: string, wanted: RegExp): string[] {
  return rawHeaders(message)
    .filter(({ name }) => wanted.test(name))
    .map(({ value }) => value);
}

/** Display names in quotes may hold an `@` of their own. */
function addressesIn(list: string): string[] {
  return list.replace(/"(?:[^"\\]|\\.)*"/g, '').match(/[^\s<>,;]+@[^\s<>,;]+/g) ?? [];
}

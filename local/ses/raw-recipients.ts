/**
 * How many recipients the headers `To`, `Cc` and `Bcc` of a raw message name.
 *
 * @param message the message in MIME, of which only the headers are read.
 */
export function countRawRecipients(message: string): number {
  const headers = message.split(/\r?\n\r?\n/, 1)[0] ?? '';
  return headers
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/)
    .filter((line) => /^(?:to|cc|bcc):/i.test(line))
    .reduce((count, line) => count + countAddresses(line.slice(line.indexOf(':') + 1)), 0);
}

/** Display names in quotes may hold an `@` of their own. */
function countAddresses(list: string): number {
  return list.replace(/"(?:[^"\\]|\\.)*"/g, '').match(/[^\s<>,;]+@[^\s<>,;]+/g)?.length ?? 0;
}

/** What an address does not hold, at least where people write it. */
const DELIMITER = /[\s"'<>()[\],;:\\]/u;

/**
 * A text whose addresses tell no person any more: `a***@example.com`, whatever looks like one by its first character and
 * its domain. The domains stay, since filters go by them. Takes time in proportion to the text: content is not trusted.
 */
export function maskAddresses(text: string): string {
  const parts = text.split('@');
  const isFollowed = (index: number) => {
    const next = parts[index + 1]?.charAt(0);
    return next !== undefined && next !== '' && !DELIMITER.test(next);
  };
  return parts.map((part, index) => (isFollowed(index) ? maskEnd(part) : part)).join('@');
}

/** Leaves of the word that ends `text`, or of what it quotes there, the first character. */
function maskEnd(text: string): string {
  if (text.endsWith('"')) return maskQuoted(text);
  let start = text.length;
  while (start > 0 && !DELIMITER.test(text.charAt(start - 1))) start -= 1;
  const [first] = text.slice(start);
  return first === undefined ? text : `${text.slice(0, start)}${first}***`;
}

/** The end of `text` is a quotation mark, within JSON with a backslash before it. */
function maskQuoted(text: string): string {
  const mark = text.endsWith('\\"') ? '\\"' : '"';
  const quoted = text.slice(0, -mark.length);
  const start = quoted.lastIndexOf('"') + 1;
  const [first] = quoted.slice(start);
  return start === 0 || first === undefined ? text : `${quoted.slice(0, start)}${first}***${mark}`;
}

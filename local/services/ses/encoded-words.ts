/** One encoded-word, and the white space that only parts it from the next (RFC 2047, section 6.2). */
const ENCODED_WORD = /=\?([^?\s]+)\?([BQ])\?([^?\s]*)\?=(?:\s+(?==\?))?/gi;

/** A header field as a mail program shows it: what it could hold only as encoded-words is readable again. */
export function decodeWords(text: string): string {
  return text.replace(ENCODED_WORD, (whole: string, charset: string, encoding: string, data: string) => {
    const bytes = encoding.toUpperCase() === 'B' ? Buffer.from(data, 'base64') : decodeQ(data);
    try {
      return new TextDecoder(charset).decode(bytes);
    } catch {
      return whole;
    }
  });
}

function decodeQ(data: string): Buffer {
  const bytes = data
    .replaceAll('_', ' ')
    .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1');
}

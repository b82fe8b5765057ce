/** What a charset cannot hold, by the charset's name. Any other charset is taken to hold everything. */
const UNKNOWN_CHARACTERS: Readonly<Record<string, RegExp>> = {
  'us-ascii': /\P{ASCII}/gu,
  ascii: /\P{ASCII}/gu,
  'iso-8859-1': /[\u{100}-\u{10FFFF}]/gu,
  latin1: /[\u{100}-\u{10FFFF}]/gu,
};

/**
 * What the recipient reads of a text: each character that the charset cannot hold arrives as `?`. Where none is
 * named, SES takes the text as 7-bit ASCII.
 * @see https://docs.aws.amazon.com/ses/latest/APIReference/API_Content.html
 */
export function asReceived(text: string, charset: string | undefined): string {
  const unknown = UNKNOWN_CHARACTERS[(charset || 'us-ascii').toLowerCase()];
  return unknown ? text.replace(unknown, '?') : text;
}

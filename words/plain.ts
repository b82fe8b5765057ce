/** Control characters, line separators, and those that turn the direction of what follows. */
const UNPRINTABLE = /[\p{Cc}\u2028\u2029\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;

/** Line breaks and tabs are for the one who lays out a text, not for its content. */
const REPLACEMENT = '\uFFFD';

const ESC = '\\u001B';
const CSI = '\\u009B';
const BEL = '\\u0007';
const ST = '\\u009C';

/**
 * Escape sequences: operating system commands up to their end, and all others. Unlike Node's own pattern it looks at no
 * character more often than twice: content is not trusted.
 */
const ESCAPE_SEQUENCE = new RegExp(
  `${ESC}\\][^${BEL}${ESC}${ST}]*(?:${BEL}|${ESC}\\\\|${ST})|(?:${ESC}\\[?|${CSI})[0-?]*[ -/]*[@-~]`,
  'gu',
);

/** A text without the escape sequences in it, that is what a terminal would show. */
export function withoutEscapes(text: string): string {
  return text.replace(ESCAPE_SEQUENCE, '');
}

/** Somebody else's text as one line that does nothing to a terminal but be read. */
export function plain(text: string): string {
  return withoutEscapes(text).replace(UNPRINTABLE, REPLACEMENT);
}

/** JSON that does nothing to a terminal: what JSON leaves unescaped of {@link plain}'s characters is escaped. */
export function plainJson(json: string): string {
  return json.replace(UNPRINTABLE, (character) =>
    character === '\n' ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

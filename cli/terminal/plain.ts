import { stripVTControlCharacters } from 'node:util';

/** Control characters, line separators, and those that turn the direction of what follows. */
const UNPRINTABLE = /[\p{Cc}\u2028\u2029\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;

/** Line breaks and tabs are for the one who lays out a text, not for its content. */
const REPLACEMENT = '\uFFFD';

/** Somebody else's text as one line that does nothing to a terminal but be read. */
export function plain(text: string): string {
  return stripVTControlCharacters(text).replace(UNPRINTABLE, REPLACEMENT);
}

/** JSON that does nothing to a terminal: what JSON leaves unescaped of {@link plain}'s characters is escaped. */
export function plainJson(json: string): string {
  return json.replace(UNPRINTABLE, (character) =>
    character === '\n' ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

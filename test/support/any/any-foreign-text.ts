import fc from 'fast-check';
import { anyText } from './any-text.ts';

/** What does something to a terminal. */
export const UNPRINTABLE = /[\p{Cc}\u2028\u2029\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u;

const SEQUENCES = [
  '\u001b[2J',
  '\u001b]0;t\u0007',
  '\u009b31m',
  '\u202e',
  '\u2066',
  '\r',
  '\n',
  '\u2028',
  '漢',
  '👩‍👩‍👧',
];

/** Somebody else's text, most likely with something harmful in it. */
export const anyForeignText = () =>
  fc.array(fc.oneof(anyText({ maxLength: 5 }), fc.constantFrom(...SEQUENCES))).map((parts) => parts.join(''));

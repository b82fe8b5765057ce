import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseEmailAddress } from '../../../contract/email-address.ts';
import { type EmailAddress, formatMailbox } from '../../../contract/mailbox.ts';

/** Reads encoded-words as RFC 2047 says: each decoded on its own, the spaces between them dropped. */
function decodeWords(words: string): string {
  return words
    .split(' ')
    .map((word) => {
      const base64 = /^=\?UTF-8\?B\?([A-Za-z0-9+/]+=*)\?=$/.exec(word)?.[1];
      if (base64 === undefined) throw new Error(`${word} is no encoded-word`);
      return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(base64, 'base64'));
    })
    .join('');
}

function displayNameOf(mailbox: string): string {
  return mailbox.replace(/ <ada@example\.com>$/, '');
}

describe('formatMailbox', () => {
  it.each([
    ['ada@example.com', 'ada@example.com'],
    ['<ada@example.com>', 'ada@example.com'],
    ['  Ada Lovelace  <ada@example.com>', 'Ada Lovelace <ada@example.com>'],
    ['"Ada Lovelace" <ada@example.com>', 'Ada Lovelace <ada@example.com>'],
    ['"Lovelace, Ada" <ada@example.com>', '"Lovelace, Ada" <ada@example.com>'],
    ['Ada (CEO) <ada@example.com>', '"Ada (CEO)" <ada@example.com>'],
    ['Ada L. <ada@example.com>', '"Ada L." <ada@example.com>'],
    ['"a \\"b\\" \\\\ c" <ada@example.com>', '"a \\"b\\" \\\\ c" <ada@example.com>'],
    ['Grüße <ada@example.com>', '=?UTF-8?B?R3LDvMOfZQ==?= <ada@example.com>'],
    ['=?UTF-8?B?R3LDvMOfZQ==?= <ada@example.com>', '=?UTF-8?B?R3LDvMOfZQ==?= <ada@example.com>'],
    ['Grüße 漢字 🙂 <ada@example.com>', '=?UTF-8?B?R3LDvMOfZSDmvKLlrZcg8J+Zgg==?= <ada@example.com>'],
    ['a\ud800b <ada@example.com>', '=?UTF-8?B?Ye+/vWI=?= <ada@example.com>'],
  ])('writes %j as %j', (text, expected) => {
    const address = parseEmailAddress(text) as EmailAddress;

    expect(formatMailbox(address)).toBe(expected);
  });

  it('parts a long name into words of at most 75 characters', () => {
    const words = displayNameOf(
      formatMailbox({ address: 'ada@example.com', displayName: '🙂'.repeat(12) }),
    ).split(' ');

    expect(words.map((word) => word.length)).toEqual([72, 20]);
  });

  it('encodes any name so that each word is short, whole and decodes to its part of the name', () => {
    const anyName = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 200 })
      .map((name) => `ß${name.replace(/["<>@,;:\\\p{Cc}]/gu, '').trim()}ß`);

    fc.assert(
      fc.property(anyName, (name) => {
        const words = displayNameOf(formatMailbox({ address: 'ada@example.com', displayName: name }));

        expect(decodeWords(words)).toBe(name);
        expect(Math.max(...words.split(' ').map((word) => word.length))).toBeLessThanOrEqual(75);
      }),
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatMailbox } from '../../../../../contract/mailbox.ts';
import { decodeWords } from '../../../../../local/services/ses/encoded-words.ts';

describe('decodeWords', () => {
  it.each([
    ['base64', '=?UTF-8?B?R3LDvMOfZQ==?= <a@example.com>', 'Grüße <a@example.com>'],
    [
      'quoted-printable',
      '=?ISO-8859-1?Q?Gr=FC=DFe_an_alle?= <a@example.com>',
      'Grüße an alle <a@example.com>',
    ],
    ['two in a row, joined', '=?UTF-8?B?R3LDvA==?= =?utf-8?b?w59l?=', 'Grüße'],
    ['plain text', 'Ada <a@example.com>', 'Ada <a@example.com>'],
    ['an unknown character set, left alone', '=?nonsense?B?YQ==?=', '=?nonsense?B?YQ==?='],
  ])('reads %s', (_, text, expected) => {
    expect(decodeWords(text)).toBe(expected);
  });

  it('reads every display name that the emailer has to encode', () => {
    const names = fc.stringMatching(
      /^[\u00C0-\u024F\u4E00-\u4FFF][\u00C0-\u024F\u4E00-\u4FFF ]{0,80}[\u00C0-\u024F]$/,
    );
    fc.assert(
      fc.property(names, (name) => {
        const mailbox = formatMailbox({ address: 'a@example.com', displayName: name });

        expect(decodeWords(mailbox)).toBe(`${name} <a@example.com>`);
      }),
    );
  });
});

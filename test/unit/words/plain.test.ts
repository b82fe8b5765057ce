import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { plain, plainJson } from '../../../words/plain.ts';
import { anyForeignText, UNPRINTABLE } from '../../support/any/any-foreign-text.ts';

describe('plain', () => {
  it.each([
    ['a\u001b[31mred\u001b[0m', 'ared'],
    ['a\u001b]0;title\u0007b', 'ab'],
    ['a\u001b]8;;https://example.com\u001b\\link\u001b]8;;\u001b\\b', 'alinkb'],
    ['a\u009b31mred', 'ared'],
    ['a\u001bcb', 'ab'],
    ['a\u001b]0;never ended', 'a0;never ended'],
    ['one\ntwo\r\tthree', 'one�two��three'],
    ['\u202Egnp.exe', '�gnp.exe'],
    ['Grüße 漢字 🙂', 'Grüße 漢字 🙂'],
  ])('makes %j harmless', (text, expected) => {
    expect(plain(text)).toBe(expected);
  });

  it.each(['\u001b]a;', '\u001b[;', '\u001b', '\u001b[ '])('gets through a megabyte of %j', (unit) => {
    expect(plain(unit.repeat(1_048_576 / unit.length))).not.toMatch(UNPRINTABLE);
  });

  it('leaves nothing that does something to a terminal', () => {
    fc.assert(fc.property(anyForeignText(), (text) => expect(plain(text)).not.toMatch(UNPRINTABLE)));
  });
});

describe('plainJson', () => {
  it('leaves nothing that does something to a terminal but line breaks, and still says the same', () => {
    fc.assert(
      fc.property(fc.dictionary(anyForeignText(), anyForeignText()), (value) => {
        const json = plainJson(JSON.stringify(value, undefined, 2));

        expect(json.replaceAll('\n', '')).not.toMatch(UNPRINTABLE);
        expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cut, widthOf, wrap } from '../../../words/width.ts';

const anyLine = () => fc.string({ unit: fc.constantFrom('a', 'b', ' ', '漢', '🙂', 'é', '👩‍👩‍👧') });

describe('widthOf', () => {
  it.each([
    ['', 0],
    ['abc', 3],
    ['漢字', 4],
    ['한글', 4],
    ['🙂', 2],
    ['👩‍👩‍👧', 2],
    ['🇨🇭', 2],
    ['e\u0301', 1],
    ['\u200b', 0],
    ['©…·', 3],
  ])('of "%s" is %d', (text, width) => {
    expect(widthOf(text)).toBe(width);
  });
});

describe('cut', () => {
  it.each([
    ['abcd', 4, 'abcd'],
    ['abcde', 4, 'abc…'],
    ['漢字漢字', 8, '漢字漢字'],
    ['漢字漢字', 7, '漢字漢…'],
    ['漢字漢字', 6, '漢字…'],
    ['👩‍👩‍👧👩‍👩‍👧', 3, '👩‍👩‍👧…'],
    ['ab', 1, '…'],
    ['ab', 0, ''],
  ])('"%s" to %d columns is "%s"', (text, width, expected) => {
    expect(cut(text, width)).toBe(expected);
  });

  it('never takes more columns than it may', () => {
    fc.assert(
      fc.property(anyLine(), fc.nat({ max: 30 }), (text, width) => {
        expect(widthOf(cut(text, width))).toBeLessThanOrEqual(width);
      }),
    );
  });
});

describe('wrap', () => {
  it.each<[string, number, string[]]>([
    ['', 5, ['']],
    ['not verified in SES', 12, ['not verified', 'in SES']],
    ['a MAIL FROM domain', 6, ['a MAIL', 'FROM', 'domain']],
    ['abcdefgh ij', 5, ['abcde', 'fgh', 'ij']],
    ['漢字漢字', 5, ['漢字', '漢字']],
    ['漢', 1, ['漢']],
  ])('"%s" at %d columns', (text, width, lines) => {
    expect(wrap(text, width)).toEqual(lines);
  });

  it('fits every line, and loses nothing but spaces at which it breaks', () => {
    fc.assert(
      fc.property(anyLine(), fc.integer({ min: 2, max: 30 }), (text, width) => {
        const lines = wrap(text, width);

        expect(lines.filter((line) => widthOf(line) > width)).toEqual([]);
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
      }),
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { maskAddresses } from '../../../words/mask.ts';

describe('maskAddresses', () => {
  it.each([
    ['ada@example.com', 'a***@example.com'],
    ['Ada <ada.l@example.com>, "eve"@example.org', 'Ada <a***@example.com>, "e***"@example.org'],
    ['{"recipient":"zoë@example.com"}', '{"recipient":"z***@example.com"}'],
    ['😀ada@example.com', '😀***@example.com'],
    ['a@b', 'a***@b'],
    ['one@two@three', 'o***@t***@three'],
    ['at the end@', 'at the end@'],
    ['@handle and a @ b', '@handle and a @ b'],
    ['no address', 'no address'],
    ['', ''],
  ])('of %j is %j', (text, masked) => {
    expect(maskAddresses(text)).toBe(masked);
  });

  it('leaves of no local part more than a character, and domains whole', () => {
    const word = fc.stringMatching(/^[a-z0-9.+-]{2,12}$/);
    fc.assert(
      fc.property(word, word, fc.string(), (local, domain, before) => {
        const masked = maskAddresses(`${before} ${local}@${domain} after`);
        expect(masked.endsWith(` ${local[0]}***@${domain} after`)).toBe(true);
      }),
    );
  });

  it('gets through a megabyte of anything', () => {
    expect(maskAddresses('a'.repeat(1_048_576))).toHaveLength(1_048_576);
    expect(maskAddresses('a@'.repeat(500_000))).toContain('a***@a***@');
  });
});

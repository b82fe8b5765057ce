import { describe, expect, it } from '@jest/globals';
import {
  asciiDomain,
  emailAddressFault,
  hasControlCharacter,
  parseEmailAddress,
} from '../../../contract/email-address.ts';

const LONGEST_LOCAL_PART = 'a'.repeat(64);
const LONGEST_ADDRESS = `a@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.${'e'.repeat(60)}.examples`;

describe('parseEmailAddress', () => {
  it.each([
    ['ada@example.com', 'ada@example.com', undefined],
    ['a.d+a_1@mail.example.co.uk', 'a.d+a_1@mail.example.co.uk', undefined],
    ['<ada@example.com>', 'ada@example.com', undefined],
    ['Ada <ada@example.com>', 'ada@example.com', 'Ada'],
    ['  Ada Lovelace   <ada@example.com> ', 'ada@example.com', 'Ada Lovelace'],
    ['Ada<ada@example.com>', 'ada@example.com', 'Ada'],
    ['"Lovelace, Ada" <ada@example.com>', 'ada@example.com', 'Lovelace, Ada'],
    ['"Ada \\"the\\" \\\\ first" <ada@example.com>', 'ada@example.com', 'Ada "the" \\ first'],
    ['"<ada>" <ada@example.com>', 'ada@example.com', '<ada>'],
    ['Grüße 漢字 🙂 <ada@example.com>', 'ada@example.com', 'Grüße 漢字 🙂'],
    ['=?UTF-8?B?R3LDvMOfZQ==?= <ada@example.com>', 'ada@example.com', '=?UTF-8?B?R3LDvMOfZQ==?='],
    ['"" <ada@example.com>', 'ada@example.com', undefined],
    ['"a..b"@docomo.ne.jp', '"a..b"@docomo.ne.jp', undefined],
    ['"ab."@ezweb.ne.jp', '"ab."@ezweb.ne.jp', undefined],
    ['"ada lovelace"@example.com', '"ada lovelace"@example.com', undefined],
    ['"a@b"@example.com', '"a@b"@example.com', undefined],
    ['"a\\"\\\\b"@example.com', '"a\\"\\\\b"@example.com', undefined],
    ['Ada <"a..b"@docomo.ne.jp>', '"a..b"@docomo.ne.jp', 'Ada'],
    ['"Lovelace, Ada" <"a<b>c"@example.com>', '"a<b>c"@example.com', 'Lovelace, Ada'],
    ['kontakt@bücher.example', 'kontakt@xn--bcher-kva.example', undefined],
    ['kontakt@xn--bcher-kva.example', 'kontakt@xn--bcher-kva.example', undefined],
    ['Zoë <zoe@BÜCHER.example>', 'zoe@xn--bcher-kva.example', 'Zoë'],
    ['ada@例え。テスト', 'ada@xn--r8jz45g.xn--zckzah', undefined],
    ['Ada@Example.COM', 'Ada@Example.COM', undefined],
    [`${LONGEST_LOCAL_PART}@example.com`, `${LONGEST_LOCAL_PART}@example.com`, undefined],
    [LONGEST_ADDRESS, LONGEST_ADDRESS, undefined],
  ])('takes %j apart', (text, address, displayName) => {
    expect(parseEmailAddress(text)).toEqual({ address, displayName });
  });

  it.each([
    [''],
    ['ada'],
    ['ada@'],
    ['@example.com'],
    ['ada@localhost'],
    ['ada@example..com'],
    ['ada@-example.com'],
    ['.ada@example.com'],
    ['ada.@example.com'],
    ['a da@example.com'],
    [' ada@example.com'],
    ['ädä@example.com'],
    ['a..b@docomo.ne.jp'],
    ['""@example.com'],
    ['"a"b"@example.com'],
    ['"a\\"@example.com'],
    ['"grüße"@example.com'],
    ['"a\tb"@example.com'],
    ['ada@bücher'],
    ['ada@bücher.example/x'],
    ['ada@bücher.example:25'],
    ['ada@b%C3%BCcher.exämple'],
    ['ada@bücher。'],
    [`ada@${'ü'.repeat(63)}.example`],
    ['ada@example.com, bob@example.com'],
    ['Lovelace, Ada <ada@example.com>'],
    ['Ada <ada@example.com'],
    ['Ada <ada@example.com> <bob@example.com>'],
    ['Ada < ada@example.com >'],
    ['"Ada <ada@example.com>'],
    ['"Ada"x" <ada@example.com>'],
    ['Ada\n <ada@example.com>'],
    ['Ada\u0085 <ada@example.com>'],
    ['ada@example.com\r\nBcc: bob@example.com'],
    [`${LONGEST_LOCAL_PART}a@example.com`],
    [`${LONGEST_ADDRESS}s`],
  ])('refuses %j', (text) => {
    expect(parseEmailAddress(text)).toBeUndefined();
  });

  it.each([
    ['spaces', ' '.repeat(200_000)],
    ['spaces before a bracket', `${' '.repeat(200_000)}<`],
    ['backslashes in quotes', `"${'\\'.repeat(200_001)} <ada@example.com>`],
    ['brackets', '<'.repeat(200_000)],
    ['labels', `ada@${'a.'.repeat(100_000)}`],
  ])('refuses 200,000 %s without trying every way to part them', (_, text) => {
    expect(parseEmailAddress(text)).toBeUndefined();
  });
});

describe('emailAddressFault', () => {
  it.each([
    ['ada@example.com', undefined],
    ['Ada <ada@example.com>', undefined],
    ['"Lovelace, Ada" <ada@example.com>', undefined],
    ['ada', 'an email address'],
    ['Lovelace, Ada <ada@example.com>', 'an email address'],
    [7, 'an email address'],
    [undefined, 'an email address'],
    ['ada@example.com, bob@example.com', 'one email address'],
    ['ada@example.com;bob@example.com', 'one email address'],
    ['Ada <ada@example.com>, Bob <bob@example.com>', 'one email address'],
    ['ada@example.com bob@example.com', 'one email address'],
    [['ada@example.com'], 'one email address'],
  ])('wants in place of %j %s', (given, expected) => {
    expect(emailAddressFault(given)).toBe(expected);
  });

  it.each([
    ['N'.repeat(320 - ' <ada@example.com>'.length), undefined],
    ['N'.repeat(321 - ' <ada@example.com>'.length), 321],
    [`"${'.'.repeat(320 - '"" <ada@example.com>'.length)}"`, undefined],
    [`"${'.'.repeat(321 - '"" <ada@example.com>'.length)}"`, 321],
    ['é'.repeat(88), undefined],
    ['é'.repeat(130), 451],
  ])('counts the bytes that %j has in a header', (name, bytes) => {
    expect(emailAddressFault(`${name} <ada@example.com>`)).toBe(
      bytes && `at most 320 bytes of address and display name, as SES counts them, instead of ${bytes}`,
    );
  });
});

describe('asciiDomain', () => {
  it.each([
    ['example.COM', 'example.com'],
    ['bücher.example', 'xn--bcher-kva.example'],
    ['BÜCHER.example', 'xn--bcher-kva.example'],
    ['no domain!', 'no domain!'],
  ])('makes %s %s', (domain, expected) => {
    expect(asciiDomain(domain)).toBe(expected);
  });
});

describe('hasControlCharacter', () => {
  it.each([
    ['\0', true],
    ['\t', true],
    ['a\rb', true],
    ['\u007f', true],
    ['\u0085', true],
    ['Grüße 漢字 🙂', false],
    ['', false],
  ])('says of %j %s', (text, expected) => {
    expect(hasControlCharacter(text)).toBe(expected);
  });
});

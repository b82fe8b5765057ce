import { describe, expect, it } from '@jest/globals';
import { hasControlCharacter, parseEmailAddress } from '../../../contract/email-address.ts';

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
    ['ada@exämple.com'],
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

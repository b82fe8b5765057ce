import { describe, expect, it } from '@jest/globals';
import {
  type AllowedRecipient,
  isAllowed,
  parseAllowedRecipient,
} from '../../../contract/allowed-recipient.ts';

describe('parseAllowedRecipient', () => {
  it.each([
    ['ada@example.org', { localPart: 'ada', domain: 'example.org' }],
    ['Ada@Example.ORG', { localPart: 'ada', domain: 'example.org' }],
    ['@example.com', { localPart: undefined, domain: 'example.com' }],
    ['@bücher.example', { localPart: undefined, domain: 'xn--bcher-kva.example' }],
  ])('reads %s', (text, expected) => {
    expect(parseAllowedRecipient(text)).toStrictEqual(expected);
  });

  it.each([
    '',
    '@',
    '*',
    '@*.example.com',
    'example.com',
    '@localhost',
    'ada@',
    'Ada <ada@example.org>',
    ' @example.com',
    '@a@b.example',
  ])('reads nothing else: %j', (text) => {
    expect(parseAllowedRecipient(text)).toBeUndefined();
  });
});

describe('isAllowed', () => {
  const allowed = ['@example.com', 'ada@example.org', '@bücher.example'].map(
    (text) => parseAllowedRecipient(text) as AllowedRecipient,
  );

  it.each([
    'anybody@example.com',
    'ANYBODY@EXAMPLE.COM',
    'ada@example.org',
    'Ada@Example.org',
    'ada+test@example.org',
    '"a@b"@example.com',
    'kontakt@xn--bcher-kva.example',
  ])('lets %s in', (address) => {
    expect(isAllowed(address, allowed)).toBe(true);
  });

  it.each([
    'kim@example.org',
    'adam@example.org',
    'test+ada@example.org',
    'ada@mail.example.org',
    'anybody@mail.example.com',
    'anybody@notexample.com',
    'anybody@example.com.evil.example',
    '"@example.com"@evil.example',
  ])('keeps %s out', (address) => {
    expect(isAllowed(address, allowed)).toBe(false);
  });

  it('keeps everybody out where nobody is allowed', () => {
    expect(isAllowed('ada@example.org', [])).toBe(false);
  });
});

import { describe, expect, it } from '@jest/globals';
import { headersOf } from '../../../contract/headers.ts';
import { parseNotification } from '../../../contract/notification.ts';
import { mistakenKeys } from '../../../publisher/mistaken-keys.ts';
import { aNotification } from '../../support/messages/a-notification.ts';

const headersIn = (fields: object) => headersOf(parseNotification({ ...aNotification(), ...fields }));

const NAMES = expect.stringMatching(
  /^headers: expected names that begin with X-, .* or one of List-Unsubscribe, /,
);

describe('the headers of a notification', () => {
  it.each([
    [
      'of its own',
      { headers: { 'X-Campaign': 'may', References: '<a@b> <c@d>', 'auto-submitted': 'auto-generated' } },
    ],
    [
      'as many as SES takes',
      { headers: Object.fromEntries(Array.from({ length: 15 }, (_, n) => [`X-${n}`, 'v'])) },
    ],
    ['as long as SES takes', { headers: { [`X-${'n'.repeat(124)}`]: 'v'.repeat(870) } }],
  ])('may be %s', (_, fields) => {
    expect(headersIn(fields)).toEqual(Object.entries(fields.headers));
  });

  it.each([{}, { headers: null }, { headers: {} }, { headers: [] }])('are none with %j', (fields) => {
    expect(headersIn(fields)).toEqual([]);
  });

  it.each([
    [NAMES, { Bcc: 'eve@example.com' }],
    [NAMES, { 'X-SES-CONFIGURATION-SET': 'other' }],
    [NAMES, { 'X Campaign': 'may' }],
    [NAMES, { 'X-A\r\nBcc': 'may' }],
    [NAMES, { 'Content-Type': 'text/html' }],
    [NAMES, { [`X-${'n'.repeat(125)}`]: 'v' }],
    [
      'headers.X-A: expected 1 to 870 characters of printable ASCII, got "b\\r\\nBcc: c"',
      { 'X-A': 'b\r\nBcc: c' },
    ],
    ['headers.X-A: expected 1 to 870 characters of printable ASCII, got "ü"', { 'X-A': 'ü' }],
    ['headers.X-A: expected 1 to 870 characters of printable ASCII, got " "', { 'X-A': ' ' }],
    ['headers.X-A: expected 1 to 870 characters of printable ASCII, got 1', { 'X-A': 1 }],
    ['headers: expected each header once, got "x-a"', { 'X-A': '1', 'x-a': '2' }],
    [
      'headers: expected at most 15 headers, got 16',
      Object.fromEntries(Array.from({ length: 16 }, (_, n) => [`X-${n}`, 'v'])),
    ],
    ['headers: expected an object of headers by name, got "X-A: b"', 'X-A: b'],
  ])('are refused with %s', (message, headers) => {
    expect(() => parseNotification({ ...aNotification(), headers })).toThrow(
      expect.objectContaining({ message }),
    );
  });

  it('are told of under their names elsewhere', () => {
    expect(mistakenKeys({ 'List-Unsubscribe': '<https://example.com>' })).toMatchObject([
      { expected: 'no such field, but unsubscribe' },
    ]);
  });
});

describe('unsubscribe', () => {
  it.each([
    [{ url: 'https://example.com/u?id=1' }, '<https://example.com/u?id=1>', true],
    [{ mailto: 'leave@example.com' }, '<mailto:leave@example.com>', false],
    [{ mailto: 'mailto:leave@example.com?subject=leave' }, '<mailto:leave@example.com?subject=leave>', false],
    [
      { url: 'https://example.com/u', mailto: 'leave@bücher.example' },
      '<https://example.com/u>, <mailto:leave@xn--bcher-kva.example>',
      true,
    ],
  ])('%j becomes the headers of RFC 8058', (unsubscribe, value, isOneClick) => {
    expect(headersIn({ unsubscribe })).toEqual([
      ['List-Unsubscribe', value],
      ...(isOneClick ? [['List-Unsubscribe-Post', 'List-Unsubscribe=One-Click']] : []),
    ]);
  });

  it.each([
    ['unsubscribe: expected a url, a mailto or both, got an object', {}],
    ['unsubscribe: expected an object, got "https://example.com"', 'https://example.com'],
    ['unsubscribe.url: expected a URL with https, got "http://example.com"', { url: 'http://example.com' }],
    [
      'unsubscribe.url: expected a URL with https, got "https://example.com/>, <x"',
      { url: 'https://example.com/>, <x' },
    ],
    [
      'unsubscribe.mailto: expected an email address without a name, or a mailto: URL, got "Ada <ada@example.com>"',
      { mailto: 'Ada <ada@example.com>' },
    ],
    [
      'unsubscribe: expected url and mailto of at most 870 characters together, got an object',
      { url: `https://example.com/${'u'.repeat(849)}` },
    ],
  ])('is refused with %s', (message, unsubscribe) => {
    expect(() => parseNotification({ ...aNotification(), unsubscribe })).toThrow(
      expect.objectContaining({ message }),
    );
  });

  it('is refused beside headers that say the same', () => {
    const fields = { unsubscribe: { url: 'https://example.com' }, headers: { 'list-unsubscribe': '<x>' } };

    expect(() => parseNotification({ ...aNotification(), ...fields })).toThrow(
      'headers: expected no List-Unsubscribe and List-Unsubscribe-Post, which unsubscribe writes',
    );
  });
});

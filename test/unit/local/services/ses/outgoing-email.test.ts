import { describe, expect, it } from '@jest/globals';
import type { OutgoingEmail } from '../../../../../local/services/ses/email.ts';
import { accepted } from '../../../../../local/services/ses/outgoing-email.ts';

function anEmail({
  to = ['ada@example.com'],
  ...rest
}: Partial<OutgoingEmail> & { to?: string[] }): OutgoingEmail {
  return {
    from: 'mailroom@example.com',
    replyTo: [],
    destination: { to, cc: [], bcc: [] },
    subject: 'Hello',
    body: { text: 'Hello' },
    attachments: [],
    ...rest,
  };
}

const addresses = (count: number) => Array.from({ length: count }, (_, index) => `a${index}@example.com`);

describe('accepted', () => {
  it.each([
    'ada@example.com',
    'Ada <ada@example.com>',
    '"Lovelace, Ada" <ada@example.com>',
    '=?UTF-8?B?w4lsYQ==?= <a@b.example>',
    '"a b"@example.com',
    '"a..b"@docomo.ne.jp',
    'Ada <"a<b>@c"@example.com>',
    `${'N'.repeat(302)} <ada@example.com>`,
  ])('accepts the address %s', (address) => {
    const email = anEmail({ to: [address] });

    expect(accepted(email)).toBe(email);
  });

  it.each([
    { address: '', message: "Missing final '@domain'" },
    { address: 'ada', message: "Missing final '@domain'" },
    { address: 'Lovelace, Ada <ada@example.com>', message: "Missing final '@domain'" },
    { address: 'Ada <>', message: "Missing final '@domain'" },
    { address: '@example.com', message: 'Missing local name' },
    { address: 'ada@', message: 'Missing domain' },
    { address: 'a da@example.com', message: 'Local address contains control or whitespace' },
    { address: 'ädä@example.com', message: 'Local address contains control or whitespace' },
    { address: 'github:ada@example.com', message: 'Local address contains illegal character' },
    { address: '.ada@example.com', message: 'Local address starts with dot' },
    { address: 'a..da@example.com', message: 'Local address contains dot-dot' },
    { address: 'ada.@example.com', message: 'Local address ends with dot' },
    { address: 'ada@exa\tmple.com', message: 'Domain contains control or whitespace' },
    { address: 'ada@bücher.example', message: 'Domain contains control or whitespace' },
    { address: 'ada@.example.com', message: 'Domain starts with dot' },
    { address: 'ada@example..com', message: 'Domain contains dot-dot' },
    { address: 'ada@example.com.', message: 'Domain ends with dot' },
    { address: 'ada@b@example.com', message: 'Domain contains illegal character' },
    { address: '"a b"@', message: 'Missing domain' },
    { address: '"a b"@bücher.example', message: 'Domain contains control or whitespace' },
    { address: '"ä"@example.com', message: 'Local address contains control or whitespace' },
    { address: '"a@example.com', message: 'Local address contains illegal character' },
    {
      address: `${'N'.repeat(303)} <ada@example.com>`,
      message: 'Address length is more than 320 bytes long',
    },
  ])('refuses the address "$address"', ({ address, message }) => {
    const refusal = expect.objectContaining({ message, outcome: 'refused' });

    expect(() => accepted(anEmail({ to: ['eve@example.com', address] }))).toThrow(refusal);
    expect(() => accepted(anEmail({ from: address }))).toThrow(refusal);
    expect(() => accepted(anEmail({ replyTo: [address] }))).toThrow(refusal);
  });

  it('accepts 50 recipients and refuses 51', () => {
    expect(accepted(anEmail({ to: addresses(50) })).destination.to).toHaveLength(50);
    expect(() => accepted(anEmail({ to: addresses(51) }))).toThrow('Recipient count exceeds 50.');
  });

  it('refuses an email without recipients', () => {
    expect(() => accepted(anEmail({ to: [] }))).toThrow('The message must include at least one recipient.');
  });

  it.each([
    { part: 'subject', email: anEmail({ subject: 'a\nb' }) },
    { part: 'subject', email: anEmail({ subject: 'a\0b' }) },
    { part: 'text', email: anEmail({ body: { text: 'a\0b' } }) },
    { part: 'HTML', email: anEmail({ body: { html: 'a\x1bb' } }) },
  ])('refuses a control character in the $part', ({ email }) => {
    expect(() => accepted(email)).toThrow('Illegal content.');
  });

  it('accepts tabs and line breaks', () => {
    const email = anEmail({ subject: 'a\tb', body: { text: 'a\r\n\tb' } });

    expect(accepted(email)).toBe(email);
  });

  it('accepts an empty subject without a body', () => {
    const email = anEmail({ subject: '', body: {} });

    expect(accepted(email)).toBe(email);
  });
});

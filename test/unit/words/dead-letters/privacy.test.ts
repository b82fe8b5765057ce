import { describe, expect, it } from '@jest/globals';
import { privacyFor } from '../../../../words/dead-letters/privacy.ts';

describe('privacyFor', () => {
  const masked = privacyFor({});
  const whole = privacyFor({ showRecipients: true });

  it.each([
    ['ada@example.com', 'a***@example.com'],
    ['to ada@example.com, grace.hopper@example.org.', 'to a***@example.com, g***@example.org.'],
    ['<ada@example.com>', '<a***@example.com>'],
    ['ada\u001b[0m@example.com', 'a***@example.com'],
    ['to "ada lovelace"@example.com', 'to "a***"@example.com'],
    [String.raw`{"to":"\"ada lovelace\"@example.com"}`, String.raw`{"to":"\"a***\"@example.com"}`],
    ['no address @ all', 'no address @ all'],
  ])('masks addresses in any text: %j', (text, expected) => {
    expect(masked.text(text)).toBe(expected);
    expect(whole.text(text)).toBe(text);
  });

  it.each([
    ['ada@example.com', 'a***@example.com'],
    ['Ada Lovelace <ada@example.com>', 'a***@example.com'],
    ['zoe@bücher.example', 'z***@xn--bcher-kva.example'],
    ['Zoë Lovelace <zoe@', 'Z***'],
    ['grace.private@', 'g***'],
    ['grace.private(at)example.com', 'g***'],
    ['Grace Hopper <grace@exa mple.com>', 'G***@exa'],
    ['Ada Lovelace <ada@example.com>, grace@example.org', 'a***@example.com, g***@example.org'],
    ['ada@example.com; grace', 'a***@example.com; g***'],
    ['', ''],
  ])('leaves out the name of the recipient %s', (recipient, expected) => {
    expect(masked.recipient(recipient)).toBe(expected);
    expect(whole.recipient(recipient)).toBe(recipient);
  });

  it('leaves out names in a payload', () => {
    const payload = JSON.stringify({
      recipient: 'Ada Lovelace <ada@example.com>',
      replyTo: '"Help, us" <help@example.com>',
      body: 'Dear ada@example.com',
    });

    expect(JSON.parse(masked.payload(payload))).toEqual({
      recipient: 'a***@example.com',
      replyTo: 'h***@example.com',
      body: 'Dear a***@example.com',
    });
    expect(whole.payload(payload)).toBe(payload);
  });

  it.each([
    [String.raw`{"recipient":"ada\u0040example.com"}`, { recipient: 'a***@example.com' }],
    [String.raw`{"ada\u0040example.com":1}`, { 'a***@example.com': 1 }],
    ['{"to":["Ada Lovelace <ada@example.com>"]}', { to: ['a***@example.com'] }],
    [
      '{"recipient":{"name":"Ada Lovelace","email":"ada@","age":36}}',
      { recipient: { name: 'A***', email: 'a***', age: 36 } },
    ],
    ['{"__proto__":{"to":"ada@example.com"}}', JSON.parse('{"__proto__":{"to":"a***@example.com"}}')],
  ])('masks addresses wherever and however a payload spells them: %s', (payload, expected) => {
    expect(JSON.parse(masked.payload(payload))).toStrictEqual(expected);
    expect(whole.payload(payload)).toBe(payload);
  });

  it('masks who is meant where it is no address, and nothing else', () => {
    const payload = JSON.stringify({
      recipient: 'Grace Hopper <grace@',
      to: ['grace.private@', 7],
      subject: 'Grace Hopper <grace@',
      body: 'nobody',
    });

    expect(JSON.parse(masked.payload(payload))).toEqual({
      recipient: 'G***',
      to: ['g***', 7],
      subject: 'Grace Hopper <grace@',
      body: 'nobody',
    });
  });

  it.each(['{"a" :1}', 'no JSON', '["x"]', 'null'])(
    'leaves a payload without addresses as it is: %s',
    (payload) => {
      expect(masked.payload(payload)).toBe(payload);
    },
  );
});

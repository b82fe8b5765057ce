import { describe, expect, it } from '@jest/globals';
import { payloadDifference } from '../../../../words/dead-letters/payload-difference.ts';
import { privacyFor } from '../../../../words/dead-letters/privacy.ts';

const MASKED = privacyFor({});
const SHOWN = privacyFor({ showRecipients: true });

const difference = (before: object, after: object, privacy = MASKED) =>
  payloadDifference(JSON.stringify(before), JSON.stringify(after), privacy);

describe('payloadDifference', () => {
  it('is a unified difference, key by key', () => {
    const before = { id: 'order-1', recipient: 'x', subject: 'Old', body: 'b', replyTo: 'r' };

    expect(difference(before, { ...before, subject: 'New' })).toBe(`--- before
+++ after
@@ -3,3 +3,3 @@
   "recipient": "x***",
-  "subject": "Old",
+  "subject": "New",
   "body": "b",`);
  });

  it('shows a change of an address whose mask does not change', () => {
    const text = difference({ recipient: 'ada@example.com' }, { recipient: 'amy@example.com' });

    expect(text).toContain('-  "recipient": "a***@example.com"\n+  "recipient": "a***@example.com"');
  });

  it.each([
    ['a name before an address', { recipient: 'Ada Lovelace <ada@example.com>' }, /Lovelace|ada@/],
    ['an address to answer to', { replyTo: '"Ada L." <ada@example.com>', z: 1 }, /Ada L|ada@/],
    ['one of several', { recipient: ['x', 'Ada Lovelace <ada@example.com>'] }, /Lovelace|ada@/],
    ['who gets a copy', { cc: 'Ada Lovelace <ada@example.com>' }, /Lovelace|ada@/],
    ['addresses in the content', { recipient: 'x', body: 'Write to ada@example.com' }, /ada@/],
  ])('masks %s', (_, payload, personal) => {
    const text = difference(payload, { ...payload, subject: 'New' });

    expect(text).toContain('a***@example.com');
    expect(text).not.toMatch(personal);
  });

  it('shows addresses when asked to', () => {
    const payload = { recipient: 'Ada Lovelace <ada@example.com>' };

    expect(difference(payload, { ...payload, subject: 'New' }, SHOWN)).toContain(
      '"recipient": "Ada Lovelace <ada@example.com>"',
    );
  });

  it('escapes what a terminal would obey', () => {
    const text = difference(
      { subject: 'a' },
      { subject: '\u001b[31m\u009b31m\u202e\u2028\u007f\r\n' },
      SHOWN,
    );

    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e\u2028]/u);
    expect(text).toContain('\\u001b[31m\\u009b31m\\u202e\\u2028\\u007f\\r\\n');
  });

  it('cuts a long line, and says by how much', () => {
    expect(difference({ body: 'a' }, { body: 'b'.repeat(1000) })).toMatch(
      /^\+ {2}"body": "b+… \(\d+ more\)$/m,
    );
  });
});

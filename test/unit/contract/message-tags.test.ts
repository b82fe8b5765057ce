import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { notificationTagValue } from '../../../contract/message-tags.ts';

describe('notificationTagValue', () => {
  it('is the id where SES takes it as it is', () => {
    expect(notificationTagValue('Order_17-b')).toBe('Order_17-b');
  });

  it('is the SHA-256 of an id that holds more', () => {
    expect(notificationTagValue('order:17')).toBe(
      '4df9dbb3462374b8510500956968320d2725d77ae107b87e4e41ef80d3dbd1bf',
    );
  });

  it('is what SES takes, for any id, and another one for another id', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 255 }), fc.string({ minLength: 1 }), (id, other) => {
        expect(notificationTagValue(id)).toMatch(/^[A-Za-z0-9_-]{1,256}$/);
        if (id !== other) expect(notificationTagValue(id)).not.toBe(notificationTagValue(other));
      }),
    );
  });
});

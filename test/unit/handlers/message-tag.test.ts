import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { idTag } from '../../../handlers/message-tag.ts';

describe('idTag', () => {
  it('is the id where SES takes it as it is', () => {
    expect(idTag('Order_17-b')).toEqual({ Name: 'notification-id', Value: 'Order_17-b' });
  });

  it('is the SHA-256 of an id that holds more', () => {
    expect(idTag('order:17').Value).toBe('4df9dbb3462374b8510500956968320d2725d77ae107b87e4e41ef80d3dbd1bf');
  });

  it('is what SES takes, for any id, and another one for another id', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 255 }), fc.string({ minLength: 1 }), (id, other) => {
        expect(idTag(id).Value).toMatch(/^[A-Za-z0-9_-]{1,256}$/);
        if (id !== other) expect(idTag(id).Value).not.toBe(idTag(other).Value);
      }),
    );
  });
});

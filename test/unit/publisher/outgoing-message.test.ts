import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { toOutgoingMessage } from '../../../publisher/outgoing-message.ts';
import { aNotification } from '../../support/messages/a-notification.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** What saying when it was published adds to a message. */
const TIME = 54;

/** A notification whose message's body has exactly so many bytes. */
function aNotificationOf(bytes: number) {
  const frame = toOutgoingMessage(aNotification({ id: 'order-1', body: '' }), 0).body.length;
  return aNotification({ id: 'order-1', body: 'b'.repeat(bytes - frame) });
}

describe('toOutgoingMessage', () => {
  it('keeps the id of a notification that has one', () => {
    const { id, body } = toOutgoingMessage(aNotification({ id: 'order-1' }), 0);

    expect(id).toBe('order-1');
    expect(JSON.parse(body)).toStrictEqual(aNotification({ id: 'order-1' }));
  });

  it('assigns a random id where there is none, and leaves the given object as it was', () => {
    const notification = Object.freeze(aNotification());

    const [first, second] = [toOutgoingMessage(notification, 0), toOutgoingMessage(notification, 0)];

    expect(first.id).toMatch(UUID);
    expect(second.id).not.toBe(first.id);
    expect(JSON.parse(first.body)).toStrictEqual(aNotification({ id: first.id }));
    expect(notification).toStrictEqual(aNotification());
  });

  it('assigns an id in place of one that is undefined', () => {
    expect(toOutgoingMessage(aNotification({ id: undefined }), 0).id).toMatch(UUID);
  });

  it('counts bytes, not characters, and those of the attributes and of the publish time', () => {
    const ascii = toOutgoingMessage(aNotification({ id: '1', body: 'aa' }), 0);

    expect(toOutgoingMessage(aNotification({ id: '1', body: '漢字' }), 100).bytes).toBe(
      ascii.bytes + 4 + 100,
    );
    expect(ascii.bytes).toBe(ascii.body.length + TIME);
  });

  it.each([
    { name: 'as it just fits', bytes: 262_144 - TIME, attributeBytes: 0, tellsTime: true, total: 262_144 },
    { name: 'not, a byte above', bytes: 262_145 - TIME, attributeBytes: 0, tellsTime: false, total: 262_091 },
    {
      name: 'beside attributes',
      bytes: 262_044 - TIME,
      attributeBytes: 100,
      tellsTime: true,
      total: 262_144,
    },
    {
      name: 'not where attributes take its place',
      bytes: 262_045 - TIME,
      attributeBytes: 100,
      tellsTime: false,
      total: 262_091,
    },
  ])('tells when it was published $name', ({ bytes, attributeBytes, tellsTime, total }) => {
    expect(toOutgoingMessage(aNotificationOf(bytes), attributeBytes)).toMatchObject({
      tellsTime,
      bytes: total,
    });
  });

  it('tells it exactly where it fits, and is never larger than SNS takes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 100, max: 262_144 }),
        fc.integer({ min: 0, max: 2000 }),
        (size, attributes) => {
          const bodyBytes = Math.min(size, 262_144 - attributes);

          const { tellsTime, bytes } = toOutgoingMessage(aNotificationOf(bodyBytes), attributes);

          expect(tellsTime).toBe(bodyBytes + attributes + TIME <= 262_144);
          expect(bytes).toBe(bodyBytes + attributes + (tellsTime ? TIME : 0));
          expect(bytes).toBeLessThanOrEqual(262_144);
        },
      ),
    );
  });

  it.each([
    [262_144, 0],
    [262_044, 100],
  ])('accepts %d bytes with %d of attributes', (bytes, attributeBytes) => {
    expect(toOutgoingMessage(aNotificationOf(bytes), attributeBytes).bytes).toBe(262_144);
  });

  it.each([
    [262_145, 0, 'notification: 262,145 bytes, and SNS takes at most 262,144 by default'],
    [
      262_050,
      100,
      'notification: 262,150 bytes with its attributes, and SNS takes at most 262,144 by default',
    ],
  ])('refuses %d bytes with %d of attributes, with both numbers', (bytes, attributeBytes, message) => {
    expect(() => toOutgoingMessage(aNotificationOf(bytes), attributeBytes)).toThrow(
      expect.objectContaining({ name: 'InvalidNotificationError', message, notificationId: 'order-1' }),
    );
  });

  it.each([
    ['CC', 'no such field, but cc'],
    ['bccAddresses', 'no such field, but bcc'],
    ['to', 'no such field, but recipient'],
    ['attachment', 'no such field, but attachments'],
    ['from', "no such field, since every email comes from the pipeline's sourceAddress"],
    ['text', 'no such field, but body'],
    ['reply_to', 'no such field, but replyTo'],
    ['Reply-To', 'no such field, but replyTo'],
    ['HTML', 'no such field, but html'],
  ])('refuses the key %s, which looks like a field and is none', (key, expected) => {
    expect(() => toOutgoingMessage({ ...aNotification(), [key]: ['ada.private@example.com'] }, 0)).toThrow(
      expect.objectContaining({
        name: 'InvalidNotificationError',
        message: `${key}: expected ${expected}`,
        issues: [{ field: key, expected }],
      }),
    );
  });

  it('tells of such a key beside what is missing', () => {
    expect(() => toOutgoingMessage({ subject: 's', text: 'b', recipient: 'ada@example.com' }, 0)).toThrow(
      'body: missing; text: expected no such field, but body',
    );
  });

  it.each([
    ['holds nothing', { cc: [], bcc: undefined, to: null, from: '' }],
    ['is of something else', { priority: 'high', constructor: 'x', message: 'm' }],
  ])('leaves out a key that %s', (_, keys) => {
    const { body } = toOutgoingMessage({ ...aNotification({ id: '1' }), ...keys }, 0);

    expect(JSON.parse(body)).toStrictEqual(aNotification({ id: '1' }));
  });

  it('refuses what is no notification', () => {
    expect(() => toOutgoingMessage({ subject: 's', body: 'b' }, 0)).toThrow(
      expect.objectContaining({ name: 'InvalidNotificationError', message: 'recipient: missing' }),
    );
  });
});

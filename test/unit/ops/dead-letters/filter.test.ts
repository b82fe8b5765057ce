import { describe, expect, it } from '@jest/globals';
import { serializeEvidence } from '../../../../contract/evidence.ts';
import { readDeadLetter } from '../../../../ops/dead-letters/dead-letter.ts';
import { type DeadLetterFilter, isUnfiltered, matches } from '../../../../ops/dead-letters/filter.ts';
import { aNotification } from '../../../support/messages/a-notification.ts';
import { someEvidence } from '../../../support/messages/dead-letter-queues.ts';

const AT = new Date('2026-11-24T10:00:00.000Z');
const later = new Date(AT.getTime() + 1);

const letter = readDeadLetter(
  {
    MessageId: 'message-1',
    ReceiptHandle: 'handle-1',
    Body: JSON.stringify(aNotification({ id: 'order-1', recipient: 'Ada <ada@Example.com>' })),
    Attributes: { SentTimestamp: String(AT.getTime()) },
    MessageAttributes: {
      mailroom: {
        DataType: 'String',
        StringValue: serializeEvidence(someEvidence({ deadLettered: AT.toISOString(), redrives: 2 })),
      },
    },
  },
  'deadLetterQueue',
);

describe('matches', () => {
  it.each<[DeadLetterFilter, boolean]>([
    [{}, true],
    [{ reasons: ['expired', 'message-rejected'] }, true],
    [{ reasons: ['expired'] }, false],
    [{ reasons: [] }, false],
    [{ errors: ['MessageRejected'] }, true],
    [{ errors: ['Other'] }, false],
    [{ since: AT }, true],
    [{ since: later }, false],
    [{ until: later }, true],
    [{ until: AT }, false],
    [{ ids: ['order-1'] }, true],
    [{ ids: ['message-1'] }, true],
    [{ ids: ['order'] }, false],
    [{ recipientDomain: 'example.COM' }, true],
    [{ recipientDomain: 'ample.com' }, false],
    [{ redrives: { min: 2, max: 2 } }, true],
    [{ redrives: { min: 1 } }, true],
    [{ redrives: { min: 3 } }, false],
    [{ redrives: { min: 0, max: 1 } }, false],
    [{ reasons: ['message-rejected'], errors: ['Other'] }, false],
  ])('%j: %p', (filter, expected) => {
    expect(matches(letter, filter)).toBe(expected);
  });
});

it.each(['bücher.example', 'BÜCHER.example', 'xn--bcher-kva.example'])(
  'finds a domain in another script, asked for as %s',
  (recipientDomain) => {
    const body = JSON.stringify({ recipient: 'Zoë <zoe@bücher.example>' });

    expect(matches({ ...letter, body }, { recipientDomain })).toBe(true);
  },
);

it.each([
  { recipient: ['ada@example.com', 'zoe@example.org'] },
  { recipient: 'ada@example.com', cc: 'zoe@example.org' },
  { recipient: 'ada@example.com', bcc: ['kim@example.com', 'zoe@example.org'] },
])('finds the domain of any recipient: %j', (addressees) => {
  const body = JSON.stringify(addressees);

  expect(matches({ ...letter, body }, { recipientDomain: 'example.org' })).toBe(true);
  expect(matches({ ...letter, body }, { recipientDomain: 'example.net' })).toBe(false);
});

it('knows a filter that leaves nothing out', () => {
  expect(isUnfiltered({ reasons: undefined })).toBe(true);
  expect(isUnfiltered({ redrives: { min: 0 } })).toBe(false);
});

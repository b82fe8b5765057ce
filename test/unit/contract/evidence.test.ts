import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  type Evidence,
  readEvidence,
  readProvenance,
  serializeEvidence,
} from '../../../contract/evidence.ts';
import { anyJsonText } from '../../support/any/any-json.ts';
import { anyText, NOT_XML } from '../../support/any/any-text.ts';

const UNKNOWN = { redrives: 0, wrapped: false };

const anyTime = fc
  .date({ min: new Date(0), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true })
  .map((date) => date.toISOString());

const anyId = anyText({ minLength: 1, maxLength: 255 }).map((text) => text.replace(/\p{Cc}/gu, '-'));

const anyEvidence: fc.Arbitrary<Evidence> = fc.record(
  {
    reason: fc.constantFrom('message-rejected', 'expired', 'unknown'),
    error: anyText(),
    message: anyText(),
    attempts: fc.nat(),
    published: anyTime,
    entered: anyTime,
    attempted: anyTime,
    deadLettered: anyTime,
    id: anyId,
    redrives: fc.nat(),
    wrapped: fc.boolean(),
  },
  {
    requiredKeys: [
      'reason',
      'error',
      'message',
      'attempts',
      'entered',
      'deadLettered',
      'id',
      'redrives',
      'wrapped',
    ],
    noNullPrototype: true,
  },
);

describe('serializeEvidence', () => {
  it('writes one line of JSON, without what is not known', () => {
    expect(serializeEvidence({ published: '2026-11-24T21:00:00.000Z', id: undefined })).toBe(
      '{"published":"2026-11-24T21:00:00.000Z"}',
    );
  });

  it('loses nothing, and keeps to the characters that SQS takes', () => {
    fc.assert(
      fc.property(anyEvidence, (evidence) => {
        const value = serializeEvidence(evidence);

        expect(JSON.parse(value)).toEqual(evidence);
        expect(value).not.toMatch(NOT_XML);
      }),
    );
  });
});

describe('readProvenance', () => {
  it.each([
    { what: 'no attribute', value: undefined },
    { what: 'an empty text', value: '' },
    { what: 'no JSON', value: 'priority mail' },
    { what: 'half of its JSON', value: '{"published":"2026-11-24T21:00:00.000Z"' },
    { what: 'JSON null', value: 'null' },
    { what: 'a number', value: '7' },
    { what: 'a text', value: '"mailroom"' },
    { what: 'a list', value: '[{"redrives":3}]' },
    { what: 'a foreign object', value: '{"room":"12b","floor":3}' },
    { what: 'a key that would reach into the prototype', value: '{"__proto__":{"redrives":3}}' },
  ])('knows nothing from $what', ({ value }) => {
    expect(readProvenance(value)).toEqual(UNKNOWN);
  });

  it.each([
    { what: 'a time in another form', part: { published: 'Tue, 24 Nov 2026 21:00:00 GMT' } },
    { what: 'a time that is no time', part: { published: 'yesterday' } },
    { what: 'a day of a thirteenth month', part: { published: '2026-13-01T00:00:00.000Z' } },
    { what: 'a time that JavaScript cannot read', part: { published: '2026-11-24T21:00:00+01' } },
    { what: 'a time in milliseconds', part: { published: 1_795_554_000_000 } },
    { what: 'an empty id', part: { id: '' } },
    { what: 'an id that is a number', part: { id: 7 } },
    { what: 'an id that is null', part: { id: null } },
    { what: 'an id that is longer than a notification’s', part: { id: 'i'.repeat(256) } },
    { what: 'an id with a control character', part: { id: 'order\n1' } },
    { what: 'fewer redrives than none', part: { redrives: -1 } },
    { what: 'half a redrive', part: { redrives: 0.5 } },
    { what: 'redrives in words', part: { redrives: 'one' } },
    { what: 'an envelope in words', part: { wrapped: 'true' } },
    { what: 'a dead letter’s time that is none', part: { deadLettered: true } },
  ])('trusts nothing of a value with $what', ({ part }) => {
    const value = {
      published: '2026-11-24T21:00:00.000Z',
      id: 'order-1',
      redrives: 2,
      wrapped: true,
      ...part,
    };

    expect(readProvenance(JSON.stringify(value))).toEqual(UNKNOWN);
  });

  it('knows no redrives from a number without an end', () => {
    expect(readProvenance('{"redrives":1e999}')).toEqual(UNKNOWN);
  });

  it('keeps when it was published, though nothing else is known', () => {
    expect(readProvenance('{"published":"2026-11-24T21:00:00.000Z"}')).toStrictEqual({
      published: '2026-11-24T21:00:00.000Z',
      redrives: 0,
      wrapped: false,
    });
  });

  it('keeps the count of a redrive by Mailroom, which takes the dead letter’s time away', () => {
    const value = serializeEvidence({ id: 'order-1', redrives: 2, wrapped: false });

    expect(readProvenance(value)).toStrictEqual({ id: 'order-1', redrives: 2, wrapped: false });
  });

  it.each([
    { before: 'none before', redrives: undefined, counted: 1 },
    { before: 'two before', redrives: 2, counted: 3 },
  ])(
    'counts a redrive by other means, which leave the dead letter’s time: $before',
    ({ redrives, counted }) => {
      const value = serializeEvidence({ id: 'order-1', redrives, deadLettered: '2026-11-24T21:00:00.000Z' });

      expect(readProvenance(value)).toStrictEqual({ id: 'order-1', redrives: counted, wrapped: false });
    },
  );

  it('reads of any evidence what concerns the way, its redrive counted', () => {
    fc.assert(
      fc.property(anyEvidence, (evidence) => {
        const { id, redrives, wrapped } = evidence;

        expect(readProvenance(serializeEvidence(evidence))).toStrictEqual({
          ...('published' in evidence && { published: evidence.published }),
          id,
          redrives: redrives + 1,
          wrapped,
        });
      }),
    );
  });

  it('never throws, and always tells redrives and envelope', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), anyJsonOfItsKeys()), (value) => {
        const { published, redrives, wrapped } = readProvenance(value);

        expect(Number.isInteger(redrives) && redrives >= 0).toBe(true);
        expect(typeof wrapped).toBe('boolean');
        expect(published === undefined || Number.isFinite(Date.parse(published))).toBe(true);
      }),
    );
  });
});

/** Evidence's own keys with any values. */
function anyJsonOfItsKeys(): fc.Arbitrary<string> {
  const value = fc.oneof(fc.jsonValue({ maxDepth: 1 }), anyTime, fc.nat(), fc.boolean());
  const keys = ['published', 'id', 'redrives', 'wrapped', 'deadLettered'];
  return fc.oneof(
    fc.dictionary(fc.constantFrom(...keys), value).map((object) => JSON.stringify(object)),
    anyJsonText({ keys }),
  );
}

describe('readEvidence', () => {
  it('reads what serializeEvidence wrote', () => {
    const evidence = {
      reason: 'expired',
      error: 'Throttling',
      attempts: 3,
      redrives: 1,
      wrapped: false,
      id: 'a',
    };
    expect(readEvidence(serializeEvidence(evidence))).toEqual(evidence);
  });

  it('takes what is malformed for missing', () => {
    const value = {
      reason: 'expired',
      error: 7,
      deadLettered: 'yesterday',
      redrives: -1,
      id: '',
      more: true,
    };
    expect(readEvidence(JSON.stringify(value))).toMatchObject({
      reason: 'expired',
      redrives: 0,
      wrapped: false,
    });
    expect(readEvidence(JSON.stringify(value))?.deadLettered).toBeUndefined();
  });

  it.each([undefined, '', 'no JSON', 'null', '[]', '{}', '{"reason":""}', '{"reason":1}'])(
    'finds none in %j',
    (value) => {
      expect(readEvidence(value)).toBeUndefined();
    },
  );
});

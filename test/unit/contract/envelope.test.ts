import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Envelope, type EnvelopeAttribute, unwrap, wrap } from '../../../contract/envelope.ts';
import { anyText } from '../../support/any/any-text.ts';

const anyAttribute: fc.Arbitrary<EnvelopeAttribute> = fc.oneof(
  fc.record(
    { dataType: fc.constantFrom('String', 'Number', 'String.Array'), stringValue: anyText() },
    { noNullPrototype: true },
  ),
  fc.record(
    {
      dataType: fc.constantFrom('Binary', 'Binary.png'),
      binaryValue: fc.uint8Array().map((bytes) => Buffer.from(bytes).toString('base64')),
    },
    { noNullPrototype: true },
  ),
);

const anyEnvelope: fc.Arbitrary<Envelope> = fc.record(
  {
    body: anyText(),
    attributes: fc.dictionary(fc.stringMatching(/^[A-Za-z0-9_-][A-Za-z0-9_.-]{0,20}$/), anyAttribute, {
      maxKeys: 10,
      noNullPrototype: true,
    }),
  },
  { noNullPrototype: true },
);

describe('wrap', () => {
  it('puts body and attributes into one JSON text, binary values as base64', () => {
    const attributes = {
      kind: { dataType: 'String', stringValue: 'welcome' },
      logo: { dataType: 'Binary', binaryValue: 'AP8=' },
    };

    expect(JSON.parse(wrap({ body: '{"subject":"Grüße"}', attributes }))).toStrictEqual({
      body: '{"subject":"Grüße"}',
      attributes,
    });
  });

  it('leaves out what an event says of an attribute beside its value', () => {
    const attribute = {
      dataType: 'String',
      stringValue: 'welcome',
      stringListValues: [],
      binaryListValues: [],
    };

    expect(JSON.parse(wrap({ body: '', attributes: { kind: attribute } }))).toStrictEqual({
      body: '',
      attributes: { kind: { dataType: 'String', stringValue: 'welcome' } },
    });
  });
});

describe('unwrap', () => {
  it.each(['constructor', 'prototype', '__proto__', 'toString'])('keeps an attribute called %s', (name) => {
    const attributes = Object.fromEntries([[name, { dataType: 'String', stringValue: 'kept' }]]);

    expect(Object.entries(unwrap(wrap({ body: '', attributes }))?.attributes ?? {})).toEqual(
      Object.entries(attributes),
    );
  });

  it('gives back what was wrapped, whatever it was', () => {
    fc.assert(
      fc.property(anyEnvelope, (envelope) => {
        expect(unwrap(wrap(envelope))).toStrictEqual(envelope);
      }),
    );
  });

  it('gives back an envelope within an envelope', () => {
    const inner = wrap({ body: 'b', attributes: {} });

    expect(unwrap(wrap({ body: inner, attributes: {} }))).toStrictEqual({ body: inner, attributes: {} });
  });

  it.each([
    { what: 'no JSON', body: 'Dear Ada' },
    { what: 'an empty text', body: '' },
    { what: 'null', body: 'null' },
    { what: 'a list', body: '["body","attributes"]' },
    { what: 'a notification', body: '{"subject":"s","body":"b","recipient":"ada@example.com"}' },
    { what: 'a body that is no text', body: '{"body":{},"attributes":{}}' },
    { what: 'attributes that are no record', body: '{"body":"b","attributes":"none"}' },
    { what: 'an attribute without a type', body: '{"body":"b","attributes":{"kind":{"stringValue":"x"}}}' },
    {
      what: 'an attribute whose value is no text',
      body: '{"body":"b","attributes":{"kind":{"dataType":"Number","stringValue":7}}}',
    },
  ])('finds no envelope in $what', ({ body }) => {
    expect(unwrap(body)).toBeUndefined();
  });
});

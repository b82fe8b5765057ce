import { describe, expect, it } from '@jest/globals';
import { InvalidNotificationError } from '../../../contract/notification.ts';
import { toMessageAttributes } from '../../../publisher/message-attributes.ts';

const NAMES_RULE =
  'attributes: expected names of 1 to 256 of A-Z a-z 0-9 _ - and single inner periods, ' +
  'not beginning with AWS. or Amazon.';

function nAttributes(count: number): Record<string, number> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`a${index}`, index]));
}

describe('toMessageAttributes', () => {
  it('writes texts and numbers in the form of SNS', () => {
    const { values } = toMessageAttributes({ kind: 'welcome', priority: -1.5, zero: 0 });

    expect(values).toStrictEqual({
      kind: { DataType: 'String', StringValue: 'welcome' },
      priority: { DataType: 'Number', StringValue: '-1.5' },
      zero: { DataType: 'Number', StringValue: '0' },
    });
  });

  it('writes a list as String.Array, in JSON', () => {
    const { values } = toMessageAttributes({ kinds: ['order', 'vip', 1.5, true, null], none: [] });

    expect(values).toStrictEqual({
      kinds: { DataType: 'String.Array', StringValue: '["order","vip",1.5,true,null]' },
      none: { DataType: 'String.Array', StringValue: '[]' },
    });
  });

  it.each([
    ['an array', ['kind'], 'an array'],
    ['a Map', new Map([['kind', 'welcome']]), 'an object'],
    ['a text', 'kind', '"kind"'],
    ['null', null, 'null'],
  ])('refuses %s in place of the attributes', (_, attributes, got) => {
    expect(() => toMessageAttributes(attributes as never)).toThrow(
      expect.objectContaining({
        name: 'InvalidNotificationError',
        message: `attributes: expected an object of names and values, got ${got}`,
      }),
    );
  });

  it('counts name, type and value in UTF-8', () => {
    const { bytes } = toMessageAttributes({ kind: '漢字', priority: 10 });

    expect(bytes).toBe('kind'.length + 'String'.length + 2 * 3 + 'priority'.length + 'Number'.length + 2);
  });

  it('adds nothing where there are none', () => {
    expect(toMessageAttributes({})).toStrictEqual({ values: {}, bytes: 0 });
  });

  it.each([['a'], ['A.b-c_1'], ['aws'], ['AWSx'], ['amazonas.a'], ['a'.repeat(256)]])(
    'accepts the name %s',
    (name) => {
      expect(Object.keys(toMessageAttributes({ [name]: 'value' }).values)).toEqual([name]);
    },
  );

  it('accepts nine', () => {
    expect(Object.keys(toMessageAttributes(nAttributes(9)).values)).toHaveLength(9);
  });

  it.each([
    ['attributes: expected at most 9 message attributes, got 10', nAttributes(10)],
    [
      'attributes.mailroom: expected another name, since this one is kept for Mailroom itself',
      { mailroom: 'x' },
    ],
    [`${NAMES_RULE}, got ""`, { '': 'x' }],
    [`${NAMES_RULE}, got "a b"`, { 'a b': 'x' }],
    [`${NAMES_RULE}, got "größe"`, { größe: 'x' }],
    [`${NAMES_RULE}, got ".a"`, { '.a': 'x' }],
    [`${NAMES_RULE}, got "a."`, { 'a.': 'x' }],
    [`${NAMES_RULE}, got "a..b"`, { 'a..b': 'x' }],
    [`${NAMES_RULE}, got "Aws.a"`, { 'Aws.a': 'x' }],
    [`${NAMES_RULE}, got "amazon.a"`, { 'amazon.a': 'x' }],
    [`${NAMES_RULE}, got "${'a'.repeat(59)}…`, { ['a'.repeat(257)]: 'x' }],
    ['attributes.kind: expected a text that is not empty, got ""', { kind: '' }],
    ['attributes.kind: expected a text of XML characters, got "a\\u0000"', { kind: 'a\0' }],
    ['attributes.kind: expected a text of XML characters, got "\\ud800"', { kind: '\ud800' }],
    ['attributes.kind: expected a text of XML characters, got "\uffff"', { kind: '\uffff' }],
    ['attributes.n: expected a number that SNS takes, got NaN', { n: Number.NaN }],
    ['attributes.n: expected a number that SNS takes, got -Infinity', { n: Number.NEGATIVE_INFINITY }],
    ['attributes.n: expected a number that SNS takes, got 1e+127', { n: 1e127 }],
    ['attributes.n: expected a number that SNS takes, got 1e-129', { n: 1e-129 }],
    ['attributes.kind: expected a string, a number or an array of them, got nothing', { kind: undefined }],
    ['attributes.kind: expected a string, a number or an array of them, got null', { kind: null }],
    ['attributes.kind: expected a string, a number or an array of them, got true', { kind: true }],
    ['attributes.kind: expected a string, a number or an array of them, got an object', { kind: {} }],
    [
      'attributes.kinds.1: expected a string, a number, true, false or null, got an array',
      { kinds: ['a', []] },
    ],
    [
      'attributes.kinds.0: expected a string, a number, true, false or null, got NaN',
      { kinds: [Number.NaN] },
    ],
    ['attributes.kinds.0: expected a text of XML characters, got "a\\u0000"', { kinds: ['a\0'] }],
    [
      'attributes.a: expected a text that is not empty, got ""; attributes.b: expected a text that is not empty, got ""',
      { a: '', b: '' },
    ],
  ])('refuses with "%s"', (message, attributes) => {
    expect(() => toMessageAttributes(attributes as Record<string, string>)).toThrow(
      expect.objectContaining({ name: 'InvalidNotificationError', message }),
    );
    expect(() => toMessageAttributes(attributes as Record<string, string>)).toThrow(InvalidNotificationError);
  });
});

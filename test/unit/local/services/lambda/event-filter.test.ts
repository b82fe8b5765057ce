import { describe, expect, it } from '@jest/globals';
import { readEventFilter } from '../../../../../local/services/lambda/event-filter.ts';

/** Whether a body passes one pattern. */
const passes = (pattern: object, body: string, parts: object = {}): boolean =>
  readEventFilter([JSON.stringify(pattern)])({ body, ...parts });

/** @see https://docs.aws.amazon.com/lambda/latest/dg/with-sqs-filtering.html */
describe('readEventFilter', () => {
  it('lets everything pass where there is no filter', () => {
    expect(readEventFilter([])({ body: 'anything' })).toBe(true);
  });

  it('lets pass what one of several filters matches', () => {
    const filter = readEventFilter(['{"body":{"kind":["a"]}}', '{"body":{"kind":["b"]}}']);

    expect(['a', 'b', 'c'].map((kind) => filter({ body: JSON.stringify({ kind }) }))).toEqual([
      true,
      true,
      false,
    ]);
  });

  it.each<[what: string, pattern: object, body: string, isPassing: boolean]>([
    ['text by text', { body: ['order'] }, 'order', true],
    ['other text', { body: ['order'] }, 'invoice', false],
    ['the beginning of a text', { body: [{ prefix: 'ord' }] }, 'order', true],
    ['text by JSON', { body: { kind: ['order'] } }, 'order', false],
    ['text by the lack of a key', { body: { kind: [{ exists: false }] } }, 'order', false],
    ['JSON by text', { body: ['order'] }, '{"kind":"order"}', false],
    ['JSON by JSON', { body: { kind: ['order'] } }, '{"kind":"order"}', true],
    ['every key of several', { body: { kind: ['order'], paid: [true] } }, '{"kind":"order"}', false],
    ['deep keys', { body: { order: { id: [{ numeric: ['>', 5] }] } } }, '{"order":{"id":6}}', true],
    ['alternatives', { body: { $or: [{ a: [1] }, { b: [1] }] } }, '{"b":1}', true],
    ['anything but', { body: { kind: [{ 'anything-but': ['order'] }] } }, '{"kind":"order"}', false],
    ['nothing', { body: { kind: [null] } }, '{"kind":null}', true],
    ['any case', { body: { kind: [{ 'equals-ignore-case': 'ORDER' }] } }, '{"kind":"order"}', true],
  ])('knows %s', (_, pattern, body, isPassing) => {
    expect(passes(pattern, body)).toBe(isPassing);
  });

  it('knows what else a record has, whatever its body', () => {
    const pattern = { messageAttributes: { kind: { stringValue: ['order'] } } };
    const having = (stringValue: string) => ({ messageAttributes: { kind: { stringValue } } });

    expect(passes(pattern, 'text', having('order'))).toBe(true);
    expect(passes(pattern, '{"a":1}', having('order'))).toBe(true);
    expect(passes(pattern, 'text', having('invoice'))).toBe(false);
  });

  it.each([
    ['no JSON', 'kind', /the pattern kind is not a JSON object/],
    ['a list', '[]', /not a JSON object/],
    ['a value that is in no list', '{"body":{"kind":"order"}}', /"body.kind" must be an object or an array/],
    ['an operator that there is not', '{"body":{"kind":[{"like":"a"}]}}', /an unknown operator, "like"/],
  ])('refuses %s', (_, pattern, message) => {
    expect(() => readEventFilter([pattern])).toThrow(message);
  });
});

import { describe, expect, it } from '@jest/globals';
import { Templates } from '../../../checker/templates.ts';
import type { Resource } from '../../../template/resource.ts';
import { Stack, type Surroundings } from '../../../template/stack.ts';
import { hasUnknownPart, referenceOf } from '../../../template/text.ts';
import { Unknown } from '../../../template/unknown.ts';
import type { Value } from '../../../template/value.ts';

/** What the checker, which knows of no deployment, makes of an expression in a stack with a queue. */
function partly(expression: unknown, conditions: Record<string, unknown> = {}): Value {
  const template = {
    Parameters: { Stage: { Type: 'String', Default: 'dev' } },
    Conditions: { IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] }, ...conditions },
    Mappings: { Sizes: { small: { memory: 128 } } },
    Resources: {
      Queue: { Type: 'AWS::SQS::Queue' },
      Probe: { Type: 'Any', Properties: { Value: expression } },
    },
  };
  const templates = new Templates([{ name: 'App', file: 'App', template }]);
  return templates.ofType('Any')[0]?.property('Value');
}

describe('an expression of which a part is not known', () => {
  it('keeps a reference to a resource, also in a text', () => {
    const arn = partly({ 'Fn::GetAtt': ['Queue', 'Arn'] });

    expect(referenceOf(String(arn))).toEqual({ index: 0, attribute: 'Arn' });
    expect(partly({ 'Fn::Sub': '${Queue.Arn}/x' })).toBe(`${arn}/x`);
  });

  it.each<[string, unknown]>([
    ['a parameter', { Ref: 'Stage' }],
    ['the encoding of one', { 'Fn::Base64': { Ref: 'Stage' } }],
    ['the encoding of what refers to a resource', { 'Fn::Base64': { Ref: 'Queue' } }],
    ['the zones of a region', { 'Fn::GetAZs': '' }],
    ['how many zones there are', { 'Fn::Length': { 'Fn::GetAZs': '' } }],
    ['a mapping by a parameter', { 'Fn::FindInMap': ['Sizes', { Ref: 'Stage' }, 'memory'] }],
    ['JSON with one', { 'Fn::ToJsonString': { a: [{ Ref: 'Stage' }] } }],
    ['one of two values', { 'Fn::If': ['IsProd', 'a', 'b'] }],
    ['an intrinsic that nobody knows', { 'Fn::Cidr': ['10.0.0.0/16', 2, 8] }],
    ['a resource that is not there', { Ref: 'Gone' }],
  ])('is unknown for %s', (_, expression) => {
    expect(partly(expression)).toBeInstanceOf(Unknown);
  });

  it.each<[string, unknown, Value]>([
    ['two branches that agree', { 'Fn::If': ['IsProd', 'a', 'a'] }, 'a'],
    ['how many there are of what is not known', { 'Fn::Length': [{ Ref: 'Stage' }, 'b'] }, 2],
    ['the encoding of a plain text', { 'Fn::Base64': 'é' }, 'w6k='],
    ['the known one of a list', { 'Fn::Select': [1, [{ Ref: 'Stage' }, 'b']] }, 'b'],
    ['a mapping', { 'Fn::FindInMap': ['Sizes', 'small', 'memory'] }, 128],
  ])('is known for %s', (_, expression, expected) => {
    expect(partly(expression)).toEqual(expected);
  });

  it('leaves a hole in a text', () => {
    const text = partly({ 'Fn::Join': ['-', ['a', { Ref: 'Stage' }]] });

    expect(text).toMatch(/^a-/);
    expect(hasUnknownPart(String(text))).toBe(true);
  });

  it('is decided by the operand of a condition that is known', () => {
    const Either = { 'Fn::Or': [{ Condition: 'IsProd' }, { 'Fn::Equals': ['a', 'a'] }] };

    expect(partly({ 'Fn::If': ['Either', 'yes', 'no'] }, { Either })).toBe('yes');
  });
});

describe('a condition', () => {
  /** Conditions that each need the next one twice, and as many others as one can name. */
  const chain = (length: number, last: unknown) =>
    Object.fromEntries(
      Array.from({ length }, (_, n) => [
        `C${n}`,
        n === length - 1 ? last : { 'Fn::And': [{ Condition: `C${n + 1}` }, { Condition: `C${n + 1}` }] },
      ]),
    );

  it('is evaluated once, however many need it', () => {
    const asked: string[] = [];
    const surroundings = {
      pseudoParameter: (name: string) => {
        asked.push(name);
        return 'here';
      },
      unresolved: (_: string, unknown: Unknown) => unknown,
    } as unknown as Surroundings;
    const Conditions = chain(60, { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'here'] });
    const stack = new Stack({ name: 'App', file: 'App', template: { Conditions } }, surroundings);

    expect(stack.condition('C0')).toBe(true);
    expect(asked).toEqual(['AWS::Region']);
  });

  it('is unknown where all of them need each other', () => {
    const ids = Array.from({ length: 300 }, (_, n) => n);
    const Conditions = Object.fromEntries(
      ids.map((n) => [
        `C${n}`,
        { 'Fn::And': Array.from({ length: 10 }, (_, k) => ({ Condition: `C${(n * 7 + k * 31) % 300}` })) },
      ]),
    );

    expect(partly({ 'Fn::If': ['C0', 'a', 'b'] }, Conditions)).toBeInstanceOf(Unknown);
  });

  it('is unknown where it needs one after another on and on', () => {
    const Conditions = chain(10_000, { 'Fn::Equals': ['a', 'a'] });

    expect(partly({ 'Fn::If': ['C0', 'a', 'b'] }, Conditions)).toBeInstanceOf(Unknown);
    expect(partly({ 'Fn::If': ['C9990', 'a', 'b'] }, Conditions)).toBe('a');
  });
});

describe('a resource', () => {
  const resource = (Properties: unknown): Resource | undefined =>
    new Templates([
      { name: 'App', file: 'App', template: { Resources: { Probe: { Type: 'Any', Properties } } } },
    ]).ofType('Any')[0];

  it('has properties that are known beside such as are not', () => {
    const probe = resource({ Nested: { Known: 'a', Other: { Ref: 'Gone' } } });

    expect(probe?.property('Nested', 'Known')).toBe('a');
    expect(probe?.property('Nested', 'Other')).toBeInstanceOf(Unknown);
  });

  it('has what JSON in the place of an object says', () => {
    expect(resource({ Policy: '{"a":{"b":1}}' })?.property('Policy', 'a', 'b')).toBe(1);
  });

  it('has no property that is known where they are computed as a whole', () => {
    expect(resource({ 'Fn::Transform': {}, Known: 'a' })?.property('Known')).toBeInstanceOf(Unknown);
  });
});

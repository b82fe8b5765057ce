import { describe, expect, it } from '@jest/globals';
import { readFilterPolicy } from '../../../../../../local/services/sns-sqs/filter-policy/filter-policy.ts';
import { passesFilter } from '../../../../../../local/services/sns-sqs/filter-policy/passes-filter.ts';

type Attribute = { DataType: string; StringValue?: string };

const text = (StringValue: string): Attribute => ({ DataType: 'String', StringValue });
const number = (StringValue: string): Attribute => ({ DataType: 'Number', StringValue });
const list = (...elements: unknown[]): Attribute => ({
  DataType: 'String.Array',
  StringValue: JSON.stringify(elements),
});

/** Whether a message with these attributes passes, raw and in an envelope, which have to agree. */
function byAttributes(policy: object, messageAttributes: Record<string, Attribute>): boolean {
  const FilterPolicy = JSON.stringify(policy);
  const raw = { FilterPolicy, RawMessageDelivery: 'true' };
  const MessageAttributes = Object.fromEntries(
    Object.entries(messageAttributes).map(([name, { DataType, StringValue }]) => [
      name,
      { Type: DataType, Value: StringValue },
    ]),
  );
  const envelope = JSON.stringify({ Message: 'x', MessageAttributes });
  const passes = passesFilter(raw, { body: 'x', messageAttributes });
  expect(passesFilter({ FilterPolicy }, { body: envelope, messageAttributes: {} })).toBe(passes);
  return passes;
}

function byBody(policy: object, body: unknown): boolean {
  const filtering = { FilterPolicy: JSON.stringify(policy), FilterPolicyScope: 'MessageBody' };
  const message = typeof body === 'string' ? body : JSON.stringify(body);
  const entering = { body: JSON.stringify({ Message: message }), messageAttributes: {} };
  return passesFilter(filtering, entering);
}

/** SNS's documentation gives each of these, for attributes and for the body alike. */
describe("a filter policy of SNS's documentation", () => {
  const interests = (...conditions: unknown[]) => ({ customer_interests: conditions });

  it.each<[string, object, string, boolean]>([
    ['exact', interests('rugby'), 'rugby', true],
    ['exact', interests('rugby'), 'Rugby', false],
    ['one of several', interests('rugby', 'tennis'), 'tennis', true],
    ['one of several', interests('rugby', 'tennis'), 'baseball', false],
    ['anything-but', interests({ 'anything-but': ['rugby', 'tennis'] }), 'baseball', true],
    ['anything-but', interests({ 'anything-but': ['rugby', 'tennis'] }), 'rugby', false],
    ['anything-but one', interests({ 'anything-but': 'rugby' }), 'rugby', false],
    ['anything-but prefix', interests({ 'anything-but': { prefix: 'order-' } }), 'data-entry', true],
    ['anything-but prefix', interests({ 'anything-but': { prefix: 'order-' } }), 'order-cancelled', false],
    ['anything-but suffix', interests({ 'anything-but': { suffix: 'ball' } }), 'rugby', true],
    ['anything-but suffix', interests({ 'anything-but': { suffix: 'ball' } }), 'handball', false],
    ['anything-but wildcard', interests({ 'anything-but': { wildcard: '*ball' } }), 'hockey', true],
    ['anything-but wildcard', interests({ 'anything-but': { wildcard: '*ball' } }), 'handball', false],
    ['equals-ignore-case', interests({ 'equals-ignore-case': 'tennis' }), 'TENNIS', true],
    ['equals-ignore-case', interests({ 'equals-ignore-case': 'tennis' }), 'rugby', false],
    ['cidr', interests({ cidr: '10.0.0.0/24' }), '10.0.0.255', true],
    ['cidr', interests({ cidr: '10.0.0.0/24' }), '10.1.1.0', false],
    ['cidr', interests({ cidr: '10.0.0.0/24' }), 'rugby', false],
    ['cidr of version 6', interests({ cidr: '2001:db8::/32' }), '2001:db8::1', true],
    ['prefix', interests({ prefix: 'bas' }), 'basketball', true],
    ['prefix', interests({ prefix: 'bas' }), 'rugby', false],
    ['suffix', interests({ suffix: 'ball' }), 'baseball', true],
    ['suffix', interests({ suffix: 'ball' }), 'rugby', false],
    ['wildcard', interests({ wildcard: '*ball' }), 'football', true],
    ['wildcard', interests({ wildcard: 'b*.l*' }), 'bask.let', true],
    ['wildcard', interests({ wildcard: 'b*.l*' }), 'basket', false],
    ['wildcard with a star itself', interests({ wildcard: 'a\\*b' }), 'a*b', true],
    ['wildcard with a star itself', interests({ wildcard: 'a\\*b' }), 'axb', false],
    ['exists', interests({ exists: true }), 'rugby', true],
    ['exists not', interests({ exists: false }), 'rugby', false],
    ['several operators', interests({ prefix: 'ten' }, 'rugby'), 'rugby', true],
  ])('has %s: %j lets %j pass: %s', (_name, policy, value, passes) => {
    expect(byAttributes(policy, { customer_interests: text(value) })).toBe(passes);
    expect(byAttributes(policy, { customer_interests: list(value) })).toBe(passes);
    expect(byBody(policy, { customer_interests: value })).toBe(passes);
    expect(byBody(policy, { customer_interests: [value] })).toBe(passes);
  });

  it.each<[object, string, boolean]>([
    [{ numeric: ['=', 301.5] }, '301.50', true],
    [{ numeric: ['=', 301.5] }, '3.015e2', true],
    [{ numeric: ['=', 301.5] }, '300', false],
    [{ numeric: ['>', 0, '<=', 150] }, '150', true],
    [{ numeric: ['>', 0, '<=', 150] }, '0', false],
    [{ numeric: ['>=', 10] }, '10', true],
    [{ numeric: ['<', 10] }, '10', false],
    [{ 'anything-but': [100, 500] }, '101', true],
    [{ 'anything-but': [100, 500] }, '100', false],
  ])('has numbers: %j lets %s pass: %s', (condition, value, passes) => {
    const policy = { price_usd: [condition] };
    expect(byAttributes(policy, { price_usd: number(value) })).toBe(passes);
    expect(byAttributes(policy, { price_usd: list(Number(value)) })).toBe(passes);
    expect(byBody(policy, { price_usd: Number(value) })).toBe(passes);
  });

  it('wants every key', () => {
    const policy = { customer_interests: ['rugby'], price_usd: [{ numeric: ['>', 100] }] };
    const customer_interests = text('rugby');

    expect(byAttributes(policy, { customer_interests, price_usd: number('101') })).toBe(true);
    expect(byAttributes(policy, { customer_interests, price_usd: number('99') })).toBe(false);
    expect(byAttributes(policy, { customer_interests })).toBe(false);
  });

  it('has one of several keys by $or', () => {
    const $or = [{ metricName: ['CPUUtilization', 'ReadLatency'] }, { namespace: ['AWS/EC2', 'AWS/ES'] }];
    const policy = { source: ['aws.cloudwatch'], $or };
    const source = 'aws.cloudwatch';

    expect(byAttributes(policy, { source: text(source), metricName: text('ReadLatency') })).toBe(true);
    expect(byBody(policy, { source, namespace: 'AWS/ES' })).toBe(true);
    expect(byBody(policy, { source, namespace: 'AWS/SNS' })).toBe(false);
    expect(byBody(policy, { namespace: 'AWS/ES' })).toBe(false);
  });

  it('goes into the objects of a body, in lists too', () => {
    const policy = { person: { city: ['Rome'], age: [{ numeric: ['>', 17] }] } };

    expect(byBody(policy, { person: { city: 'Rome', age: 18 } })).toBe(true);
    expect(byBody(policy, { person: [{ city: 'Oslo' }, { city: 'Rome', age: 18 }] })).toBe(true);
    expect(byBody(policy, { person: [{ city: 'Rome' }, { city: 'Oslo', age: 18 }] })).toBe(false);
    expect(byBody(policy, { city: 'Rome', age: 18 })).toBe(false);
  });
});

describe('a filter policy', () => {
  it('matches a list by any of its elements, and excludes it by any', () => {
    const order = list('order', 'vip');

    expect(byAttributes({ kinds: ['order'] }, { kinds: order })).toBe(true);
    expect(byAttributes({ kinds: [{ 'anything-but': ['order'] }] }, { kinds: order })).toBe(false);
    expect(byAttributes({ kinds: [{ 'anything-but': ['order'] }] }, { kinds: list('vip') })).toBe(true);
    expect(byBody({ kinds: [{ 'anything-but': ['order'] }] }, { kinds: ['order', 'vip'] })).toBe(false);
  });

  it('finds nothing in an empty list, which exists', () => {
    for (const [conditions, passes] of [
      [['order'], false],
      [[{ 'anything-but': ['order'] }], false],
      [[{ exists: true }], true],
    ] as const) {
      expect(byAttributes({ kinds: conditions }, { kinds: list() })).toBe(passes);
      expect(byBody({ kinds: conditions }, { kinds: [] })).toBe(passes);
    }
  });

  it('finds numbers in numbers alone, and texts in texts', () => {
    const above = { price: [{ numeric: ['>', 50] }] };

    expect(byAttributes(above, { price: text('100') })).toBe(false);
    expect(byAttributes({ price: ['100'] }, { price: number('100') })).toBe(false);
    expect(byAttributes(above, { price: { DataType: 'Number.java', StringValue: '100' } })).toBe(true);
    expect(byBody(above, { price: '100' })).toBe(false);
  });

  it('matches true, false and null in lists and bodies', () => {
    for (const value of [true, false, null]) {
      expect(byAttributes({ flag: [value] }, { flag: list('other', value) })).toBe(true);
      expect(byBody({ flag: [value] }, { flag: value })).toBe(true);
      expect(byAttributes({ flag: [value] }, { flag: text(String(value)) })).toBe(false);
    }
  });

  it('wants what is not there only by exists', () => {
    for (const [conditions, passes] of [
      [[{ exists: false }], true],
      [[{ 'anything-but': ['a'] }], false],
      [['a'], false],
    ] as const) {
      expect(byAttributes({ kind: conditions }, { other: text('a') })).toBe(passes);
      expect(byBody({ kind: conditions }, { other: 'a' })).toBe(passes);
      expect(byBody({ in: { kind: conditions } }, { other: 'a' })).toBe(passes);
    }
  });

  it('does not see binary attributes, nor a body that is no JSON object', () => {
    expect(byAttributes({ kind: [{ exists: true }] }, { kind: { DataType: 'Binary' } })).toBe(false);
    expect(byBody({ kind: [{ exists: false }] }, 'no JSON')).toBe(false);
    expect(byBody({ kind: [{ exists: false }] }, '[]')).toBe(false);
  });
});

describe('readFilterPolicy', () => {
  it.each<[unknown, RegExp]>([
    [[], /not a JSON object/],
    [{ kind: 'order' }, /"kind" must be an object or an array/],
    [{ kind: [] }, /"kind" is an empty array/],
    [{ kind: [{ like: 'a' }] }, /"kind" has an unknown operator, "like"/],
    [{ kind: [{ prefix: 1 }] }, /"prefix" of "kind" must be a string/],
    [{ kind: [{ prefix: 'a', suffix: 'b' }] }, /neither a value nor an object with one operator/],
    [{ kind: [{ numeric: ['>'] }] }, /"numeric" of "kind" must be one comparison or two/],
    [{ kind: [{ numeric: ['!', 1] }] }, /"numeric" of "kind"/],
    [{ kind: [{ exists: 'yes' }] }, /"exists" of "kind" must be true or false/],
    [{ kind: [{ cidr: '10.0.0.0' }] }, /"cidr" of "kind"/],
    [{ kind: [{ 'anything-but': [] }] }, /"anything-but" of "kind"/],
    [{ order: { kind: ['a'] } }, /"order" is nested, which only the scope MessageBody allows/],
  ])('says what SNS would refuse of %j', (policy, fault) => {
    expect(() => readFilterPolicy(policy as never, 'MessageAttributes')).toThrow(fault);
  });
});

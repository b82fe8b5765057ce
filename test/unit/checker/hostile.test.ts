import { describe, expect, it } from '@jest/globals';
import { PipelineInputError } from '../../../checker/index.ts';
import { nested } from '../../support/any/any-json.ts';
import { aSoundTemplate, change, type PlainTemplate } from '../../support/checker/a-sound-template.ts';
import { allFindings, findingsOf } from '../../support/checker/rule-findings.ts';

const numbered = <Item>(count: number, item: (n: number) => Item) =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`X${n}`, item(n)]));

/** The sound template, with a key of the queue and sections of its own. */
const withKey = (KmsMasterKeyId: unknown, sections: object): PlainTemplate => ({
  ...change(aSoundTemplate(), 'Queue', { KmsMasterKeyId }),
  ...sections,
});

const mapped = (n: number) => ({ 'Fn::FindInMap': ['Names', `X${n}`, 'is'] });
const Mappings = (value: (n: number) => unknown) => ({ Names: numbered(60, (n) => ({ is: value(n) })) });

describe('a template that is small, and stands for', () => {
  it.each<[string, PlainTemplate]>([
    [
      'a text of 2^60 letters',
      withKey(mapped(0), {
        Mappings: Mappings((n) => ({ 'Fn::Join': ['a', [mapped(n + 1), mapped(n + 1)]] })),
      }),
    ],
    [
      'as long a text by Fn::Sub',
      withKey(mapped(0), {
        Mappings: Mappings((n) => ({ 'Fn::Sub': ['${a}${a}b', { a: n === 59 ? 'c' : mapped(n + 1) }] })),
      }),
    ],
    [
      'a list of 2^60 items',
      withKey(
        { 'Fn::ToJsonString': mapped(0) },
        { Mappings: Mappings((n) => (n === 59 ? ['a'] : [mapped(n + 1), mapped(n + 1)])) },
      ),
    ],
    [
      'exports of exports',
      withKey(
        { 'Fn::ImportValue': 'e0' },
        {
          Outputs: numbered(60, (n) => ({
            Export: { Name: `e${n}` },
            Value: { 'Fn::Sub': ['${a}${a}', { a: n === 59 ? 'c' : { 'Fn::ImportValue': `e${n + 1}` } }] },
          })),
        },
      ),
    ],
    [
      'two hundred conditions of as many levels each',
      withKey(
        { 'Fn::If': ['X0', 'a', 'b'] },
        {
          Conditions: numbered(199, (n) =>
            nested({ Condition: `X${n + 1}` }, 199, (inner) => ({ 'Fn::Not': [inner] })),
          ),
        },
      ),
    ],
    [
      'two hundred mappings of as many levels each',
      withKey(mapped(0), {
        Mappings: { Names: numbered(199, (n) => ({ is: nested(mapped(n + 1), 199) })) },
      }),
    ],
  ])('%s, is read', (_, template) => {
    expect(findingsOf('encryption', template)).not.toContain('warning Queue');
  });

  it('a hundred thousand places of an Fn::Sub that never end, is read', () => {
    const template = withKey({ 'Fn::Sub': '${'.repeat(100_000) }, {});

    expect(findingsOf('encryption', template)).toEqual([]);
  });

  it('a query that names the metric twenty thousand times, is read', () => {
    const Expression = `SELECT ${'ApproximateNumberOfMessagesVisible '.repeat(20_000)}`;
    const template = change(aSoundTemplate(), 'DeadLetterAlarm', { Metrics: [{ Expression }] });

    expect(findingsOf('dead-letter-alarm', template)).toEqual(['warning DeadLetterQueue']);
  });
});

describe('what is given', () => {
  it.each<[string, () => object]>([
    [
      'holds itself',
      () => {
        const template: Record<string, unknown> = aSoundTemplate();
        return Object.assign(template, { Metadata: template });
      },
    ],
    ['names a few values 2^40 times', () => ({ Resources: nested(['a'], 40, (inner) => [inner, inner]) })],
  ])('and %s, is refused in a sentence', (_, template) => {
    expect(() => allFindings(template())).toThrow(PipelineInputError);
  });

  it('may have the names of what every object has', () => {
    const named = JSON.parse(JSON.stringify(aSoundTemplate()).replaceAll('"Topic"', '"__proto__"'));

    expect(allFindings(named)).toEqual([]);
  });
});

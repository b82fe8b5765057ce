import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CheckOptionsError, checkPipelines, type Finding } from '../../../checker/index.ts';
import { anyJson, nested } from '../../support/any/any-json.ts';
import { cases } from '../../support/any/cases.ts';
import {
  aSoundDirectTemplate,
  aSoundTemplate,
  change,
  denyingPlainHttp,
  type PlainTemplate,
  TODAY,
  without,
} from '../../support/checker/a-sound-template.ts';

/** Templates in which much is found, and some is not known. */
const templates: readonly PlainTemplate[] = [
  aSoundTemplate(),
  aSoundDirectTemplate(),
  change(without(aSoundTemplate(), 'QueuePolicy', 'TopicPolicy', 'DeadLetterAlarm'), 'Mapping', {
    ScalingConfig: undefined,
    FunctionResponseTypes: { Ref: 'Given' },
  }),
];

const check = (template: object): readonly Finding[] => checkPipelines(template, { today: TODAY }).findings;
const sorted = (findings: readonly Finding[]) => findings.map((finding) => JSON.stringify(finding)).sort();

/** Values that a template may well hold in the wrong place. */
const anyValue = anyJson({
  keys: [
    ...['Ref', 'Fn::GetAtt', 'Fn::Sub', 'Fn::Join', 'Fn::If', 'Fn::Select', 'Fn::Split', 'Fn::FindInMap'],
    ...['Fn::ToJsonString', 'Fn::ImportValue', 'Statement', 'Condition', 'Principal'],
  ],
  texts: ['arn:aws:sqs:::', 'Queue', 'AWS::NoValue', 'false'],
  wraps: [
    (value) => ({ 'Fn::If': ['Unknown', value, 'other'] }),
    (value) => ({ 'Fn::Join': ['', [value]] }),
    (value) => ({ 'Fn::Not': [value] }),
    (value) => ({ 'Fn::Sub': ['${a}', { a: value }] }),
  ],
});

/** Found by a random run: none of it has a text. */
const WITHOUT_TEXT = [
  ['an object without prototype', Object.create(null)],
  ['one in a list', [Object.create(null)]],
  ['toString as a key', { toString: 1 }],
] as const;

describe('the checker', () => {
  it('finds the same in whichever order the resources stand', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...templates).chain((template) =>
          fc.tuple(
            fc.constant(template),
            fc.shuffledSubarray(Object.entries(template.Resources), {
              minLength: Object.keys(template.Resources).length,
            }),
          ),
        ),
        ([template, shuffled]) => {
          const other = { ...template, Resources: Object.fromEntries(shuffled) };

          expect(sorted(check(other))).toEqual(sorted(check(template)));
        },
      ),
      { numRuns: cases(50) },
    );
  });

  it('finds the same under other logical ids, but for the ids', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...templates),
        fc.stringMatching(/^[A-Z][A-Za-z0-9]{0,20}$/),
        (template, prefix) => {
          const ids = Object.keys(template.Resources);
          // Every id stands in the template as a whole text of its own.
          const renamed = JSON.parse(
            JSON.stringify(template).replace(/"(\w+)"/g, (text, id: string) =>
              ids.includes(id) ? `"${prefix}X${id}"` : text,
            ),
          );
          const restored = sorted(check(renamed)).map((text) => text.replaceAll(`${prefix}X`, ''));

          expect(restored.sort()).toEqual(
            sorted(check(template))
              .map((text) => text.replaceAll(`${prefix}X`, ''))
              .sort(),
          );
        },
      ),
      { numRuns: cases(50) },
    );
  });

  it('reads a template from which any resources are missing', () => {
    fc.assert(
      fc.property(
        fc
          .constantFrom(...templates)
          .chain((template) => fc.tuple(fc.constant(template), fc.subarray(Object.keys(template.Resources)))),
        ([template, missing]) => {
          expect(Array.isArray(check(without(template, ...missing)))).toBe(true);
        },
      ),
      { numRuns: cases(200) },
    );
  });

  it('reads a template in which any property is anything', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...templates).chain((template) => {
          const properties = Object.entries(template.Resources).flatMap(([id, { Properties }]) =>
            Object.keys(Properties).map((key) => [id, key] as const),
          );
          return fc.tuple(fc.constant(template), fc.constantFrom(...properties), anyValue);
        }),
        ([template, [id, key], value]) => {
          expect(Array.isArray(check(change(template, id, { [key]: value })))).toBe(true);
        },
      ),
      { numRuns: cases(500) },
    );
  });

  it.each(WITHOUT_TEXT)('reads a template in which %s stands for a name', (_, name) => {
    const template = {
      ...aSoundTemplate(),
      Conditions: { Odd: { Condition: name }, Or: { 'Fn::Or': [{ 'Fn::Equals': [name, 'a'] }, name] } },
    };
    const named = [
      { Ref: name },
      { 'Fn::If': [name, 'a', 'b'] },
      { 'Fn::If': ['Odd', 'a', 'b'] },
      { 'Fn::If': ['Or', 'a', 'b'] },
      { 'Fn::Select': [name, ['a', 'b']] },
      { 'Fn::GetAtt': ['Queue', name] },
      { 'Fn::FindInMap': [name, 'a', 'b'] },
    ];

    for (const KmsMasterKeyId of named) {
      expect(check(change(template, 'Queue', { KmsMasterKeyId })).map(({ rule }) => rule)).toContain(
        'key-policy',
      );
    }
  });

  it.each(WITHOUT_TEXT)('reads a policy and an alarm in which %s stands for a text', (_, value) => {
    const statement = {
      Effect: 'Deny',
      Principal: { Service: value, AWS: value },
      Action: value,
      Resource: value,
    };
    const PolicyDocument = {
      Statement: [
        { ...statement, Condition: { Bool: { 'aws:SecureTransport': value } } },
        { ...denyingPlainHttp('Queue'), Condition: { Bool: { 'aws:SecureTransport': value } } },
      ],
    };
    const template = change(aSoundTemplate(), 'QueuePolicy', { PolicyDocument });

    expect(check(template).map(({ rule }) => rule)).toContain('tls');
    expect(
      check(change(template, 'DeadLetterAlarm', { MetricName: value })).map(({ rule }) => rule),
    ).toContain('dead-letter-alarm');
  });

  it.each([
    ['lists', nested('a', 20_000)],
    ['conditions', nested({ Condition: 'Deep' }, 20_000, (inner) => ({ 'Fn::Not': [inner] }))],
    ['intrinsics', nested('a', 20_000, (inner) => ({ 'Fn::If': ['Deep', inner, 'b'] }))],
    ['JSON in a text', `{"deadLetterTargetArn":${'['.repeat(20_000)}${']'.repeat(20_000)}}`],
  ])('reads a template of twenty thousand levels of %s', (_, deep) => {
    const template = { ...aSoundTemplate(), Conditions: { Deep: deep } };

    expect(Array.isArray(check(change(template, 'Queue', { RedrivePolicy: deep })))).toBe(true);
    expect(
      Array.isArray(check(change(template, 'Queue', { KmsMasterKeyId: { 'Fn::If': ['Deep', 'a', deep] } }))),
    ).toBe(true);
  });

  it('reads conditions that refer to each other ten thousand times', () => {
    const chain = Array.from({ length: 10_000 }, (_, n) => [
      `C${n}`,
      { 'Fn::Not': [{ Condition: `C${n + 1}` }] },
    ]);
    const template = { ...aSoundTemplate(), Conditions: Object.fromEntries(chain) };
    const KmsMasterKeyId = { 'Fn::If': ['C0', 'a', 'b'] };

    expect(check(change(template, 'Queue', { KmsMasterKeyId })).map(({ rule }) => rule)).toContain(
      'key-policy',
    );
  });

  it('reads any JSON', () => {
    const section = fc.constantFrom('Resources', 'Parameters', 'Conditions', 'Mappings', 'Outputs');
    fc.assert(
      fc.property(fc.dictionary(fc.oneof(section, fc.string()), anyValue), (template) => {
        expect(check(template).map(({ rule }) => rule)).toEqual(['no-pipeline']);
      }),
      { numRuns: cases(300) },
    );
  });

  it('takes any options, or says what is wrong with them', () => {
    const anyException = fc.record(
      {
        rule: fc.oneof(fc.constant('tls'), anyValue),
        reason: fc.oneof(fc.constant('known'), anyValue),
        logicalId: anyValue,
        path: anyValue,
      },
      { requiredKeys: [] },
    );
    const take = (options: object) => {
      try {
        return checkPipelines(aSoundTemplate(), { today: TODAY, ...options });
      } catch (error) {
        return error;
      }
    };
    fc.assert(
      fc.property(
        fc.record(
          { only: fc.array(anyValue), except: fc.array(fc.oneof(anyException, anyValue)) },
          { requiredKeys: [] },
        ),
        (options) => {
          const taken = take(options);

          if (taken instanceof Error) expect(taken).toBeInstanceOf(CheckOptionsError);
          else expect(taken).toHaveProperty('findings');
        },
      ),
      {
        examples: [
          [{ only: [Object.create(null)] }],
          [{ except: [null] }],
          [{ except: [{ rule: { toString: 1 } }] }],
          [{ except: [{ rule: 'tls', reason: 'known', path: { toString: 1 } }] }],
        ],
      },
    );
  });

  it('never changes what it is given', () => {
    for (const template of templates) {
      const before = JSON.stringify(template);
      check(template);

      expect(JSON.stringify(template)).toBe(before);
    }
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { templateIn } from '../../../../local/assembly/read-template.ts';
import type { Template } from '../../../../local/assembly/template.ts';
import type { Json, JsonObject } from '../../../../template/json.ts';
import { anyJson, nested } from '../../../support/any/any-json.ts';
import { cases } from '../../../support/any/cases.ts';
import { aNestedStack, aStack, resolved } from '../../template/a-stack.ts';

const INTRINSICS = [
  ...['Ref', 'Fn::GetAtt', 'Fn::Sub', 'Fn::Join', 'Fn::If', 'Fn::Select', 'Fn::Split', 'Fn::FindInMap'],
  ...['Fn::ImportValue', 'Fn::Base64', 'Fn::ToJsonString', 'Fn::Length', 'Fn::GetAZs'],
];
const CONDITIONS = ['Condition', 'Fn::Equals', 'Fn::And', 'Fn::Or', 'Fn::Not'];

const anyValue = anyJson({
  keys: [...INTRINSICS, ...CONDITIONS],
  texts: ['Queue', 'Queue.Arn', 'Given', 'AWS::NoValue', 'AWS::Region', '${constructor}', '${Queue}', 'Odd'],
}) as fc.Arbitrary<Json>;

/** A template that has something for every reference, and in which much may be anything. */
const template = (parts: Template): Template => ({
  Parameters: { Given: { Type: 'CommaDelimitedList', Default: 'a,b' } },
  Conditions: { Odd: { 'Fn::Equals': ['a', 'b'] } },
  Mappings: { Odd: { Odd: { Odd: 'odd' } } },
  ...parts,
});

/** What came of it: a value, or the error. */
const attempt = (action: () => unknown): unknown => {
  try {
    return action();
  } catch (error) {
    return error;
  }
};

/** An error says in which stack the fault is, or in which file. */
const expectNamed = (outcome: unknown, place: RegExp) => {
  if (outcome instanceof Error) expect(outcome.message).toMatch(place);
};

const TYPES = [
  'SQS::Queue',
  'SNS::Topic',
  'Lambda::Function',
  'Lambda::Alias',
  'IAM::Role',
  'IAM::ManagedPolicy',
];

describe('an assembly', () => {
  it('resolves any expression, or says where it stands', () => {
    fc.assert(
      fc.property(anyValue, anyValue, (expression, condition) => {
        fc.pre(attempt(() => templateIn({ a: [expression, condition] }, 'file')) instanceof Error === false);
        const given = template({ Conditions: { Odd: condition } });

        expectNamed(
          attempt(() => resolved(expression, given)),
          /^App\//,
        );
        expectNamed(
          attempt(() => resolved({ 'Fn::If': ['Odd', expression, 'b'] }, given)),
          /^App\//,
        );
      }),
      {
        numRuns: cases(500),
        examples: [
          [{ Ref: { toString: 1 } }, true],
          [{ 'Fn::If': [{ toString: 1 }, 'a', 'b'] }, true],
          [{ 'Fn::GetAtt': ['Queue', [{ toString: 1 }]] }, true],
          [{ 'Fn::Select': [{ valueOf: 1, toString: 1 }, ['a', 'b']] }, true],
          [{ 'Fn::FindInMap': [{ toString: 1 }, 'a', 'b'] }, true],
          [{ 'Fn::Sub': '${constructor}' }, true],
          ['a', { Condition: { toString: 1 } }],
          ['a', { constructor: 1 }],
          ['a', { 'Fn::Equals': [{ toString: 1 }, 'a'] }],
          ['a', { 'Fn::Equals': [null, [Object.create(null)]] }],
        ] as [Json, Json][],
      },
    );
  });

  it('knows no condition that objects inherit', () => {
    expect(() =>
      resolved({ 'Fn::If': ['Odd', 'a', 'b'] }, template({ Conditions: { Odd: { constructor: 1 } } })),
    ).toThrow('cannot resolve {"constructor":1}');
  });

  it('puts nothing into a text that objects inherit', () => {
    expect(() => resolved({ 'Fn::Sub': ['${constructor}', { a: 'b' }] })).toThrow('constructor');
  });

  it('keeps a property called __proto__ as a property', () => {
    const value = JSON.parse('{"__proto__":{"QueueName":"other"}}');

    expect(Object.keys(resolved(value) as object)).toEqual(['__proto__']);
  });

  it('knows no parameter of a nested stack that objects inherit', () => {
    const child = {
      Parameters: { constructor: { Type: 'String' } },
      Resources: { P: { Type: 'T', Properties: { V: { Ref: 'constructor' } } } },
    };
    const [resource] = aStack(
      { Resources: { Child: aNestedStack('child') } },
      { nested: { child } },
    ).resources();

    expect(() => resource?.properties()).toThrow(
      'its parameter constructor has no default, and its parent gives it no value',
    );
  });

  it('names resources of any type by any property, or says which', () => {
    const anyType = fc.oneof(
      fc.constantFrom(...TYPES.map((type) => `AWS::${type}`)),
      fc.constantFrom('constructor', '__proto__'),
    );
    const anyProperties = fc.dictionary(
      fc.constantFrom(
        'QueueName',
        'TopicName',
        'FunctionName',
        'Name',
        'RoleName',
        'Path',
        'FifoQueue',
        'ManagedPolicyName',
      ),
      anyValue,
    ) as fc.Arbitrary<Record<string, Json>>;
    fc.assert(
      fc.property(anyType, anyProperties, (Type, Properties) => {
        fc.pre(attempt(() => templateIn(Properties, 'file')) instanceof Error === false);
        const outcome = attempt(() => {
          const [tested] = aStack(template({ Resources: { Tested: { Type, Properties } } })).resources();
          return [tested?.ref(), tested?.getAtt('Arn')];
        });

        expectNamed(outcome, /^App\/|on the local stack$/);
        if (Array.isArray(outcome)) expect(outcome.map((each) => typeof each)).toEqual(['string', 'string']);
      }),
      {
        numRuns: cases(300),
        examples: [
          ['constructor', {}],
          ['AWS::Lambda::Alias', { Name: { toString: 1 } }],
        ] as [string, Record<string, Json>][],
      },
    );
  });

  it('takes any JSON as a template, or says what is wrong in the file', () => {
    const section = fc.constantFrom('Resources', 'Parameters', 'Conditions', 'Mappings', 'Outputs');
    const entry = fc.oneof(
      fc.dictionary(
        fc.constantFrom('Type', 'Properties', 'Condition', 'DependsOn', 'Default', 'Value', 'Export'),
        fc.oneof(anyValue, fc.constantFrom('AWS::SQS::Queue', 'AWS::CloudFormation::Stack')),
      ),
      anyValue,
    );
    fc.assert(
      fc.property(
        fc.oneof(
          anyValue,
          fc.dictionary(
            section,
            fc.oneof(anyValue, fc.dictionary(fc.constantFrom('A', 'constructor', '__proto__'), entry)),
          ),
        ),
        (json) => {
          const outcome = attempt(() => {
            const stack = aStack(templateIn(json, 'a.template.json'));
            return stack
              .resources()
              .map((resource) => [attempt(() => resource.ref()), attempt(() => resource.properties())]);
          });

          expectNamed(outcome, /^App|^a\.template\.json/);
          if (Array.isArray(outcome))
            for (const each of outcome.flat()) expectNamed(each, /^App|there is no/);
        },
      ),
      {
        numRuns: cases(500),
        examples: [
          [null],
          [{ Resources: { A: null } }],
          [{ Resources: { A: { Type: { toString: 1 } } } }],
          [{ Resources: { A: { Type: 'AWS::SQS::Queue', Properties: null } } }],
          [{ Resources: { A: { Type: 'T', Condition: { toString: 1 } } } }],
          [{ Resources: { A: { Type: 'T', DependsOn: [{ toString: 1 }] } } }],
          [{ Resources: { A: { Type: 'T', Properties: nested('a', 20_000) as JsonObject } } }],
        ],
      },
    );
  });
});

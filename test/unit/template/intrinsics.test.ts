import { describe, expect, it } from '@jest/globals';
import type { Template } from '../../../local/assembly/template.ts';
import type { Json } from '../../../template/json.ts';
import { resolved } from './a-stack.ts';

const TEMPLATE: Template = {
  Parameters: {
    Stage: { Type: 'String', Default: 'dev' },
    Count: { Type: 'Number', Default: 3 },
    Zones: { Type: 'CommaDelimitedList', Default: 'a, b,c' },
  },
  Conditions: {
    IsDev: { 'Fn::Equals': [{ Ref: 'Stage' }, 'dev'] },
    IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] },
  },
  Mappings: { Sizes: { dev: { memory: 128, zones: ['x', 'y'] } } },
  Resources: { Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'jobs' } } },
};

const NO_VALUE = { Ref: 'AWS::NoValue' };
const QUEUE_ARN = 'arn:aws:sqs:eu-west-1:000000000000:jobs';
const QUEUE_URL = 'http://127.0.0.1:4100/000000000000/jobs';

describe('resolveIntrinsics', () => {
  it.each<[string, Json, Json | undefined]>([
    ['leaves what is no intrinsic', { a: [1, true, null, 'x'] }, { a: [1, true, null, 'x'] }],
    ['Ref to a parameter', { Ref: 'Stage' }, 'dev'],
    ['Ref to a number', { Ref: 'Count' }, 3],
    ['Ref to a list', { Ref: 'Zones' }, ['a', 'b', 'c']],
    ['Ref to a resource', { Ref: 'Queue' }, QUEUE_URL],
    ['Ref to a pseudo parameter', { Ref: 'AWS::Region' }, 'eu-west-1'],
    ['Ref beside another key, which is no intrinsic', { Ref: 'x', b: 1 }, { Ref: 'x', b: 1 }],
    ['Condition as a plain key', { Condition: 'production' }, { Condition: 'production' }],
    ['Fn::GetAtt as a list', { 'Fn::GetAtt': ['Queue', 'Arn'] }, QUEUE_ARN],
    ['Fn::GetAtt as text', { 'Fn::GetAtt': 'Queue.QueueName' }, 'jobs'],
    [
      'Fn::GetAtt with an attribute by Ref',
      { 'Fn::GetAtt': ['Queue', { Ref: 'AWS::NoValue' }, 'Arn'] },
      QUEUE_ARN,
    ],
    ['Fn::Join', { 'Fn::Join': ['-', ['a', { Ref: 'Stage' }, { Ref: 'Count' }]] }, 'a-dev-3'],
    ['Fn::Join of nothing', { 'Fn::Join': ['-', []] }, ''],
    ['Fn::Join over a list', { 'Fn::Join': ['|', { Ref: 'Zones' }] }, 'a|b|c'],
    ['Fn::Join without what is no value', { 'Fn::Join': ['-', ['a', NO_VALUE, 'b']] }, 'a-b'],
    ['Fn::Split', { 'Fn::Split': [':', 'a:b::c'] }, ['a', 'b', '', 'c']],
    ['Fn::Select', { 'Fn::Select': [1, ['a', 'b']] }, 'b'],
    ['Fn::Select by text', { 'Fn::Select': ['0', { Ref: 'Zones' }] }, 'a'],
    ['Fn::Sub', { 'Fn::Sub': '${Stage}-${AWS::Region}' }, 'dev-eu-west-1'],
    ['Fn::Sub with an attribute', { 'Fn::Sub': 'queue ${Queue.Arn}' }, `queue ${QUEUE_ARN}`],
    ['Fn::Sub with spaces inside', { 'Fn::Sub': '${ Stage }' }, 'dev'],
    ['Fn::Sub with an escape', { 'Fn::Sub': '${!Stage} $Stage {Stage}' }, '${Stage} $Stage {Stage}'],
    [
      'Fn::Sub with variables of its own',
      { 'Fn::Sub': ['${Stage}/${Own}/${Count}', { Own: { Ref: 'Count' }, Stage: 'mine' }] },
      'mine/3/3',
    ],
    [
      'Fn::Sub, whose values are not substituted again',
      { 'Fn::Sub': ['${A}', { A: '${Stage}' }] },
      '${Stage}',
    ],
    ['Fn::If where it holds', { 'Fn::If': ['IsDev', 'yes', 'no'] }, 'yes'],
    ['Fn::If where it does not', { 'Fn::If': ['IsProd', 'yes', { Ref: 'Stage' }] }, 'dev'],
    ['Fn::If, whose other branch is not looked at', { 'Fn::If': ['IsDev', 1, { 'Fn::Cidr': [] }] }, 1],
    ['Fn::FindInMap', { 'Fn::FindInMap': ['Sizes', { Ref: 'Stage' }, 'memory'] }, 128],
    ['Fn::FindInMap with a default', { 'Fn::FindInMap': ['Sizes', 'dev', 'none', { DefaultValue: 5 }] }, 5],
    [
      'Fn::FindInMap without need of its default',
      { 'Fn::FindInMap': ['Sizes', 'dev', 'memory', { DefaultValue: 5 }] },
      128,
    ],
    ['Fn::FindInMap of a list', { 'Fn::FindInMap': ['Sizes', 'dev', 'zones'] }, ['x', 'y']],
    ['Fn::ImportValue', { 'Fn::ImportValue': { 'Fn::Sub': '${Stage}-topic' } }, 'imported'],
    ['Fn::Base64', { 'Fn::Base64': { 'Fn::Sub': 'é ${Stage}' } }, 'w6kgZGV2'],
    ['Fn::GetAZs here', { 'Fn::GetAZs': '' }, ['eu-west-1a', 'eu-west-1b', 'eu-west-1c']],
    [
      'Fn::GetAZs by Ref',
      { 'Fn::GetAZs': { Ref: 'AWS::Region' } },
      ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'],
    ],
    ['Fn::GetAZs elsewhere', { 'Fn::Select': [0, { 'Fn::GetAZs': 'us-east-1' }] }, 'us-east-1a'],
    ['Fn::ToJsonString', { 'Fn::ToJsonString': { a: { Ref: 'Count' }, b: NO_VALUE } }, '{"a":3}'],
    ['Fn::Length', { 'Fn::Length': { Ref: 'Zones' } }, 3],
    [
      'one inside another, several levels down',
      {
        'Fn::Select': [
          5,
          { 'Fn::Split': [':', { 'Fn::Join': ['', ['x', { 'Fn::GetAtt': ['Queue', 'Arn'] }]] }] },
        ],
      },
      'jobs',
    ],
    ['no value in an object', { a: 1, b: NO_VALUE, c: { d: NO_VALUE } }, { a: 1, c: {} }],
    ['no value in a list', ['a', NO_VALUE, { 'Fn::If': ['IsProd', 'b', NO_VALUE] }], ['a']],
    ['no value as a whole', NO_VALUE, undefined],
  ])('resolves %s', (_, expression, expected) => {
    expect(resolved(expression, TEMPLATE, { exports: { 'dev-topic': 'imported' } })).toEqual(expected);
  });

  it.each<[string, Json]>([
    ['Fn::Cidr', { 'Fn::Cidr': ['10.0.0.0/16', 2, 8] }],
    ['Fn::Transform', { 'Fn::Transform': { Name: 'AWS::Include' } }],
    ['Fn::ForEach', { 'Fn::ForEach::x': ['Id', ['a'], {}] }],
    ['Fn::Transform beside another key', { 'Fn::Transform': {}, Timeout: 3 }],
    ['Fn::Sub beside another key', { 'Fn::Sub': 'x', Timeout: 3 }],
    ['Fn::Equals outside of a condition', { 'Fn::Equals': ['a', 'a'] }],
    ['Fn::Select beyond the list', { 'Fn::Select': [2, ['a', 'b']] }],
    ['Fn::Select below the list', { 'Fn::Select': [-1, ['a', 'b']] }],
    ['Fn::Select from text', { 'Fn::Select': [0, 'ab'] }],
    ['Fn::Join without a list', { 'Fn::Join': ['-', 'ab'] }],
    ['Fn::Join of a list in a list', { 'Fn::Join': ['-', [['a']]] }],
    ['Fn::Split without text', { 'Fn::Split': ['-', ['a']] }],
    ['Fn::If of two parts', { 'Fn::If': ['IsDev', 'a'] }],
    ['Fn::Sub of an object', { 'Fn::Sub': { a: 1 } }],
    ['Fn::Sub with a list', { 'Fn::Sub': ['${a}', { a: ['b'] }] }],
    ['Fn::GetAtt without an attribute', { 'Fn::GetAtt': 'Queue' }],
    ['Fn::FindInMap of four keys', { 'Fn::FindInMap': ['Sizes', 'dev', 'memory', 'more'] }],
    ['Fn::FindInMap of two keys', { 'Fn::FindInMap': ['Sizes', 'dev'] }],
    ['Fn::Length of text', { 'Fn::Length': 'abc' }],
    ['a dynamic reference', '{{resolve:vault:/mail/sender}}'],
  ])('refuses %s with its place and its expression', (_, expression) => {
    expect(() => resolved({ deep: [expression] }, TEMPLATE)).toThrow(
      `App/Probe: the local stack cannot resolve ${JSON.stringify(expression)}.`,
    );
  });

  it('cuts a long expression in its message', () => {
    const loop = { 'Fn::ForEach::x': ['a'.repeat(1000)] };

    expect(() => resolved(loop)).toThrow(/^App\/Probe: the local stack cannot resolve .{300}…\.$/);
  });

  it.each<[string, Json, string]>([
    ['a resource', { Ref: 'Missing' }, 'there is no resource or parameter Missing'],
    ['a resource in a text', { 'Fn::Sub': '${Missing.Arn}' }, 'there is no resource or parameter Missing'],
    ['a condition', { 'Fn::If': ['Missing', 1, 2] }, 'there is no condition Missing'],
    ['a mapping', { 'Fn::FindInMap': ['Sizes', 'dev', 'Missing'] }, 'there is no mapping Sizes.dev.Missing'],
    [
      'an attribute',
      { 'Fn::GetAtt': ['Queue', 'Missing'] },
      'AWS::SQS::Queue has no attribute Missing on the local stack',
    ],
  ])('names %s that is not there', (_, expression, message) => {
    expect(() => resolved(expression, TEMPLATE)).toThrow(
      `App/Probe: ${message}, in ${JSON.stringify(expression)}.`,
    );
  });

  it.each<Json>([
    { Ref: 'toString' },
    { Ref: '__proto__' },
    { 'Fn::GetAtt': ['Queue', 'constructor'] },
    { 'Fn::If': ['valueOf', 1, 2] },
    { 'Fn::FindInMap': ['Sizes', 'dev', 'hasOwnProperty'] },
  ])('does not take what every object has for what the template has: %j', (expression) => {
    expect(() => resolved(expression, TEMPLATE)).toThrow(`in ${JSON.stringify(expression)}.`);
  });
});

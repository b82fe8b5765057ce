import { describe, expect, it } from '@jest/globals';
import type { TemplateResource } from '../../../local/assembly/template.ts';
import { findCircle } from '../../../template/circle.ts';
import type { Json } from '../../../template/json.ts';
import { Unknown } from '../../../template/unknown.ts';
import { aNestedStack, aStack } from './a-stack.ts';

const needs = (expression: Json): TemplateResource => ({
  Type: 'Any',
  Properties: { deep: [{ expression }] },
});

const holds = (name: string) => (name === 'Unknown' ? new Unknown('nobody knows') : name === 'Yes');

const circleWith = (expression: Json) => findCircle({ A: needs({ Ref: 'B' }), B: needs(expression) }, holds);

describe('findCircle', () => {
  it.each<[string, Json]>([
    ['Ref', { Ref: 'A' }],
    ['Fn::GetAtt', { 'Fn::GetAtt': ['A', 'Arn'] }],
    ['Fn::GetAtt as text', { 'Fn::GetAtt': 'A.Arn' }],
    ['Fn::Sub', { 'Fn::Sub': 'x ${A.Arn}' }],
    ['a variable of Fn::Sub', { 'Fn::Sub': ['${X}', { X: { Ref: 'A' } }] }],
    ['the branch of Fn::If that is taken', { 'Fn::If': ['Yes', { Ref: 'A' }, 'none'] }],
    ['an intrinsic in another', { 'Fn::Join': ['', ['x', { Ref: 'A' }]] }],
  ])('finds one through %s', (_, expression) => {
    expect(circleWith(expression)).toEqual(['A', 'B', 'A']);
  });

  it.each<[string, Json]>([
    ['another resource', { Ref: 'C' }],
    ['text', 'A'],
    ['an escaped name', { 'Fn::Sub': '${!A}' }],
    ['a variable of the same name', { 'Fn::Sub': ['${A}', { A: 'mine' }] }],
    ['the branch of Fn::If that is not taken', { 'Fn::If': ['No', { Ref: 'A' }, 'none'] }],
    ['a branch of an unknown condition', { 'Fn::If': ['Unknown', { Ref: 'A' }, { Ref: 'A' }] }],
  ])('finds none through %s', (_, expression) => {
    expect(circleWith(expression)).toBeUndefined();
  });

  it('finds one through DependsOn', () => {
    const B = { Type: 'Any', DependsOn: ['C', 'A'] };

    expect(findCircle({ A: { Type: 'Any', DependsOn: 'B' }, B, C: { Type: 'Any' } }, holds)).toEqual([
      'A',
      'B',
      'A',
    ]);
  });

  it('leaves out what only leads to it', () => {
    const resources = { Start: needs({ Ref: 'A' }), A: needs({ Ref: 'B' }), B: needs({ Ref: 'A' }) };

    expect(findCircle(resources, holds)).toEqual(['A', 'B', 'A']);
  });

  it('finds none where two ways lead to the same resource', () => {
    const resources = {
      A: needs([{ Ref: 'B' }, { Ref: 'C' }]),
      B: needs({ Ref: 'D' }),
      C: needs({ Ref: 'D' }),
      D: needs('end'),
    };

    expect(findCircle(resources, holds)).toBeUndefined();
  });
});

describe('a stack with a circle', () => {
  it('is refused for two resources that need each other', () => {
    const Resources = {
      Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: { 'Fn::GetAtt': ['Topic', 'TopicName'] } } },
      Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: { 'Fn::GetAtt': ['Queue', 'QueueName'] } } },
    };

    expect(() => aStack({ Resources }).resources()).toThrow(
      'App: Queue needs Topic needs Queue, so CloudFormation cannot create any.',
    );
  });

  it('is refused for two nested stacks that need each other, though their resources could be put in an order', () => {
    const child = {
      Parameters: { Given: { Type: 'String' } },
      Outputs: { Own: { Value: 'no circle here' } },
    };
    const Resources = {
      Left: aNestedStack('child', { Given: { 'Fn::GetAtt': ['Right', 'Outputs.Own'] } }),
      Right: aNestedStack('child', { Given: { 'Fn::GetAtt': ['Left', 'Outputs.Own'] } }),
    };

    expect(() => aStack({ Resources }, { nested: { child } }).resources()).toThrow(
      'App: Left needs Right needs Left, so CloudFormation cannot create any.',
    );
  });

  it('fails for a name that needs itself, without an end to its stack', () => {
    const Resources = {
      Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: { 'Fn::Sub': '${Queue.QueueName}' } } },
    };

    expect(() => aStack({ Resources }).getAtt('Queue', 'Arn')).toThrow('App/Queue refers to itself.');
  });
});

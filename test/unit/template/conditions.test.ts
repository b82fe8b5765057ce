import { describe, expect, it } from '@jest/globals';
import type { Json } from '../../../template/json.ts';
import { aStack } from './a-stack.ts';

const YES = { 'Fn::Equals': ['a', 'a'] };
const NO = { 'Fn::Equals': ['a', 'b'] };

const conditional = (expression: Json) =>
  aStack({
    Parameters: { Count: { Type: 'Number', Default: 3 } },
    Mappings: { Regions: { 'eu-west-1': { near: 'yes' } } },
    Conditions: { Yes: YES, No: NO, Tested: expression },
    Resources: { Queue: { Type: 'AWS::SQS::Queue', Condition: 'Tested' } },
  });

const holds = (expression: Json) => conditional(expression).condition('Tested');

describe('resolveCondition', () => {
  it.each<[string, Json, boolean]>([
    ['equal texts', YES, true],
    ['different texts', NO, false],
    ['a number and the same as text', { 'Fn::Equals': [{ Ref: 'Count' }, '3'] }, true],
    ['equal lists', { 'Fn::Equals': [['a', 'b'], { 'Fn::Split': [',', 'a,b'] }] }, true],
    [
      'a mapping',
      { 'Fn::Equals': [{ 'Fn::FindInMap': ['Regions', { Ref: 'AWS::Region' }, 'near'] }, 'yes'] },
      true,
    ],
    ['another condition', { Condition: 'Yes' }, true],
    ['all of true ones', { 'Fn::And': [YES, { Condition: 'Yes' }] }, true],
    ['all with a false one', { 'Fn::And': [YES, YES, NO] }, false],
    ['any with a true one', { 'Fn::Or': [NO, NO, { Condition: 'Yes' }] }, true],
    ['any of false ones', { 'Fn::Or': [NO, { Condition: 'No' }] }, false],
    ['not a true one', { 'Fn::Not': [YES] }, false],
    ['not a false one', { 'Fn::Not': [{ Condition: 'No' }] }, true],
    ['one inside another', { 'Fn::And': [{ 'Fn::Not': [{ 'Fn::Or': [NO, NO] }] }, YES] }, true],
  ])('compares %s', (_, expression, expected) => {
    expect(holds(expression)).toBe(expected);
  });

  it.each<[string, Json]>([
    ['a value', 'true'],
    ['a function of values', { 'Fn::Sub': 'true' }],
    ['two at once', { 'Fn::Not': [YES], Condition: 'Yes' }],
    ['an intrinsic that nobody knows', { 'Fn::Contains': ['a'] }],
    ['a comparison of one', { 'Fn::Equals': ['a'] }],
    ['all of one', { 'Fn::And': [YES] }],
    ['not two', { 'Fn::Not': [YES, NO] }],
  ])('refuses %s', (_, expression) => {
    expect(() => holds(expression)).toThrow(
      `App/condition Tested: the local stack cannot resolve ${JSON.stringify(expression)}.`,
    );
  });

  it('refuses a condition that needs itself', () => {
    expect(() => holds({ 'Fn::Not': [{ Condition: 'Tested' }] })).toThrow(
      'App/condition Tested refers to itself.',
    );
  });

  it('refuses one that needs one after another on and on, where that ends', () => {
    const chain = Array.from({ length: 10_000 }, (_, n) => [`C${n}`, { Condition: `C${n + 1}` }]);
    const stack = aStack({ Conditions: Object.fromEntries(chain) });

    expect(() => stack.condition('C0')).toThrow(/^App\/condition C\d+: it needs too many others\.$/);
  });

  it('names the resource whose condition is not there', () => {
    const stack = aStack({ Resources: { Queue: { Type: 'AWS::SQS::Queue', Condition: 'Gone' } } });

    expect(() => stack.resources()).toThrow('App/Queue: there is no condition Gone.');
  });
});

import { describe, expect, it } from '@jest/globals';
import {
  findCircle,
  type NestedStackGraph,
  nestedStackGraph,
} from '../../support/construct/nested-stacks.ts';

describe('nestedStackGraph', () => {
  it.each([
    { how: 'Fn::GetAtt', reference: { Parameters: { p: { 'Fn::GetAtt': ['B', 'Outputs.x'] } } } },
    { how: 'Ref', reference: { Parameters: { p: { Ref: 'B' } } } },
    { how: 'Fn::Sub', reference: { Parameters: { p: { 'Fn::Sub': 'arn:${B.Outputs.x}' } } } },
  ])('finds a reference by $how', ({ reference }) => {
    const parent = { Resources: { A: aNestedStack(reference), B: aNestedStack() } };

    expect(nestedStackGraph(parent)).toEqual({ A: ['B'], B: [] });
  });

  it('finds a dependency, and leaves out what is no nested stack', () => {
    const Resources = {
      A: { ...aNestedStack(), DependsOn: ['B', 'Topic'] },
      B: aNestedStack(),
      Topic: { Type: 'AWS::SNS::Topic' },
    };

    expect(nestedStackGraph({ Resources })).toEqual({ A: ['B'], B: [] });
  });
});

describe('findCircle', () => {
  it.each<{ name: string; graph: NestedStackGraph; circle: string[] | undefined }>([
    { name: 'two stacks that need each other', graph: { A: ['B'], B: ['A'] }, circle: ['A', 'B', 'A'] },
    {
      name: 'a longer way round',
      graph: { X: ['A'], A: ['B'], B: ['C'], C: ['A'] },
      circle: ['A', 'B', 'C', 'A'],
    },
    {
      name: 'no circle in a diamond',
      graph: { A: ['B', 'C'], B: ['D'], C: ['D'], D: [] },
      circle: undefined,
    },
  ])('finds $name', ({ graph, circle }) => {
    expect(findCircle(graph)).toEqual(circle);
  });
});

function aNestedStack(properties: object = {}) {
  return { Type: 'AWS::CloudFormation::Stack', Properties: properties };
}

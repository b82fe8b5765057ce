import { describe, expect, it } from '@jest/globals';
import type { Template } from '../../../local/assembly/template.ts';
import type { Json } from '../../../template/json.ts';
import { aNestedStack, aStack, resolved } from './a-stack.ts';

const passThrough = (inner: Json): Template => ({
  Parameters: { Given: { Type: 'String', Default: 'default' } },
  Outputs: { Result: { Value: inner } },
});

const result = (id: string) => ({ 'Fn::GetAtt': [id, 'Outputs.Result'] });

describe('a nested stack', () => {
  it('gives its outputs to its parent, resolved in its own scope', () => {
    const child: Template = {
      Resources: { Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'inner' } } },
      Outputs: { Result: { Value: { 'Fn::GetAtt': ['Queue', 'QueueName'] } } },
    };

    expect(
      resolved(result('Child'), { Resources: { Child: aNestedStack('child') } }, { nested: { child } }),
    ).toBe('inner');
  });

  it('takes its parameters from its parent, resolved in the parent', () => {
    const Resources = {
      Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'outer' } },
      Child: aNestedStack('child', { Given: { 'Fn::GetAtt': ['Queue', 'QueueName'] } }),
    };

    expect(
      resolved(result('Child'), { Resources }, { nested: { child: passThrough({ Ref: 'Given' }) } }),
    ).toBe('outer');
  });

  it('takes the default of a parameter that its parent does not pass', () => {
    const Resources = { Child: aNestedStack('child') };

    expect(
      resolved(result('Child'), { Resources }, { nested: { child: passThrough({ Ref: 'Given' }) } }),
    ).toBe('default');
  });

  it('makes a list of the text that its parent passes to a list parameter', () => {
    const Resources = { Child: aNestedStack('child', { Given: { 'Fn::Join': [',', ['x', 'y']] } }) };
    const child: Template = {
      Parameters: { Given: { Type: 'CommaDelimitedList' } },
      Outputs: { Result: { Value: { 'Fn::Join': ['+', { Ref: 'Given' }] } } },
    };

    expect(resolved(result('Child'), { Resources }, { nested: { child } })).toBe('x+y');
  });

  it('passes parameters down and outputs up through two levels, from one branch to another', () => {
    const middle: Template = {
      Parameters: { Given: { Type: 'String' } },
      Resources: { Inner: aNestedStack('inner', { Given: { 'Fn::Sub': 'middle(${Given})' } }) },
      Outputs: { Result: { Value: result('Inner') } },
    };
    const inner = passThrough({ 'Fn::Sub': 'inner(${Given})' });
    const Resources = {
      Left: aNestedStack('middle', { Given: 'top' }),
      Right: aNestedStack('middle', { Given: result('Left') }),
    };

    expect(resolved(result('Right'), { Resources }, { nested: { middle, inner } })).toBe(
      'inner(middle(inner(middle(top))))',
    );
  });

  it('has resources with its own path, also two levels down', () => {
    const inner: Template = { Resources: { Queue: { Type: 'AWS::SQS::Queue' } } };
    const middle: Template = { Resources: { Inner: aNestedStack('inner') } };
    const stack = aStack({ Resources: { Middle: aNestedStack('middle') } }, { nested: { middle, inner } });

    expect(stack.resources().map(({ path }) => path)).toEqual(['App/Middle/Inner/Queue']);
  });

  it('names itself where its template is missing', () => {
    const stack = aStack({ Resources: { Child: aNestedStack('gone.json') } });

    expect(() => stack.resources()).toThrow(
      'App/Child: its template https://s3/assets/gone.json is not in the cloud assembly.',
    );
  });

  it('names the output that it does not have', () => {
    const template = { Resources: { Child: aNestedStack('child') } };

    expect(() => resolved(result('Child'), template, { nested: { child: {} } })).toThrow(
      'App/Probe: the nested stack Child has no Outputs.Result, in {"Fn::GetAtt":["Child","Outputs.Result"]}.',
    );
  });

  it('does not see a parameter that its template does not declare', () => {
    const Resources = { Child: aNestedStack('child', { Given: 'x' }) };
    const child = { Outputs: { Result: { Value: { Ref: 'Given' } } } };

    expect(() => resolved(result('Child'), { Resources }, { nested: { child } })).toThrow(
      'App/Child/output Result: there is no resource or parameter Given, in {"Ref":"Given"}.',
    );
  });

  it('exports outputs to every stack of the app', () => {
    const child: Template = { Outputs: { Result: { Value: 'from below', Export: { Name: 'shared' } } } };
    const stack = aStack({ Resources: { Child: aNestedStack('child') } }, { nested: { child } });

    expect(stack.exported('shared')).toBe('from below');
  });

  it('fails where it needs itself, without an end to its stack', () => {
    const Resources = { Child: aNestedStack('child', { Given: result('Child') }) };
    const stack = aStack({ Resources }, { nested: { child: passThrough({ Ref: 'Given' }) } });

    expect(() => stack.getAtt('Child', 'Outputs.Result')).toThrow(
      'App/Child/output Result refers to itself.',
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import type { Template } from '../../../local/assembly/template.ts';
import type { Json } from '../../../template/json.ts';
import { aNestedStack, aStack, resolved } from './a-stack.ts';

const QUEUE = { Type: 'AWS::SQS::Queue' };

const paths = (template: Template) =>
  aStack(template)
    .resources()
    .map(({ path }) => path);

describe('StackScope.resources', () => {
  it('gives each resource with its type and its path', () => {
    const [queue] = aStack({ Resources: { Queue: QUEUE } }).resources();

    expect(queue).toMatchObject({ logicalId: 'Queue', type: 'AWS::SQS::Queue', path: 'App/Queue' });
  });

  it('leaves out a resource whose condition does not hold', () => {
    const Conditions = { No: { 'Fn::Equals': ['a', 'b'] }, Yes: { 'Fn::Equals': ['a', 'a'] } };
    const Resources = { Kept: { ...QUEUE, Condition: 'Yes' }, Gone: { ...QUEUE, Condition: 'No' } };

    expect(paths({ Conditions, Resources })).toEqual(['App/Kept']);
  });

  it('leaves out a nested stack whose condition does not hold, without its template', () => {
    const Conditions = { No: { 'Fn::Equals': ['a', 'b'] } };

    expect(paths({ Conditions, Resources: { Child: { ...aNestedStack('none'), Condition: 'No' } } })).toEqual(
      [],
    );
  });

  it('refuses a loop over resources', () => {
    const loop = ['Id', ['A', 'B'], { 'Queue${Id}': QUEUE }];

    expect(() => paths({ Resources: { 'Fn::ForEach::Queues': loop as never } })).toThrow(
      `App/Resources: the local stack cannot resolve ${JSON.stringify({ 'Fn::ForEach::Queues': loop })}.`,
    );
  });

  it('does not look at the properties of a resource until they are asked for', () => {
    const vpc = {
      Type: 'AWS::EC2::Subnet',
      Properties: { SubnetName: { 'Fn::Cidr': ['10.0.0.0/16', 1, 8] } },
    };

    expect(resolved({ Ref: 'Subnet' }, { Resources: { Subnet: vpc } })).toBe('App-Subnet');
  });
});

describe('StackScope.ref', () => {
  it.each<[string, Json]>([
    ['AWS::Region', 'eu-west-1'],
    ['AWS::AccountId', '000000000000'],
    ['AWS::Partition', 'aws'],
    ['AWS::URLSuffix', 'amazonaws.com'],
    ['AWS::StackName', 'App'],
    ['AWS::StackId', 'arn:aws:cloudformation:eu-west-1:000000000000:stack/App/local'],
    ['AWS::NotificationARNs', []],
  ])('knows %s', (name, value) => {
    expect(aStack({}).ref(name)).toEqual(value);
  });

  it('gives a nested stack by its id', () => {
    const template = { Resources: { Child: aNestedStack('child') } };

    expect(resolved({ Ref: 'Child' }, template, { nested: { child: {} } })).toBe(
      'arn:aws:cloudformation:eu-west-1:000000000000:stack/App-Child/local',
    );
  });

  it('refuses a resource whose condition does not hold, as CloudFormation does', () => {
    const Conditions = { No: { 'Fn::Equals': ['a', 'b'] } };
    const template = { Conditions, Resources: { Queue: { ...QUEUE, Condition: 'No' } } };

    expect(() => resolved({ 'Fn::GetAtt': ['Queue', 'Arn'] }, template)).toThrow(
      'App/Probe: there is no Queue, since its condition No does not hold, in {"Fn::GetAtt":["Queue","Arn"]}.',
    );
  });
});

describe('a parameter', () => {
  it.each<[string, Json, Json]>([
    ['String', 'a,b', 'a,b'],
    ['Number', 5, 5],
    ['CommaDelimitedList', 'a, b ,c', ['a', 'b', 'c']],
    ['List<Number>', '1,2', ['1', '2']],
    ['List<AWS::EC2::Subnet::Id>', 'subnet-1', ['subnet-1']],
  ])('of type %s has its default', (Type, Default, expected) => {
    expect(resolved({ Ref: 'Given' }, { Parameters: { Given: { Type, Default } } })).toEqual(expected);
  });

  it('may have an empty default', () => {
    expect(resolved({ Ref: 'Given' }, { Parameters: { Given: { Type: 'String', Default: '' } } })).toBe('');
  });

  it('fails where it has none', () => {
    expect(() => resolved({ Ref: 'Given' }, { Parameters: { Given: { Type: 'String' } } })).toThrow(
      'the parameter Given of App has no value: give it with --parameter Given=VALUE',
    );
  });

  it('fails where its value is in the parameter store, since its default is only a name there', () => {
    const Sender = { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/mail/sender' };

    expect(() => resolved({ Ref: 'Sender' }, { Parameters: { Sender } })).toThrow(
      'the SSM parameter /mail/sender has no value: give it with --parameter /mail/sender=VALUE',
    );
  });

  it('costs nothing where nobody asks for it', () => {
    const BootstrapVersion = {
      Type: 'AWS::SSM::Parameter::Value<String>',
      Default: '/cdk-bootstrap/version',
    };

    expect(paths({ Parameters: { BootstrapVersion }, Resources: { Queue: QUEUE } })).toEqual(['App/Queue']);
  });
});

describe('an output', () => {
  const stack = aStack({
    Conditions: { No: { 'Fn::Equals': ['a', 'b'] } },
    Resources: { Queue: { ...QUEUE, Condition: 'No' } },
    Outputs: {
      Name: {
        Value: { 'Fn::Sub': '${AWS::StackName}!' },
        Export: { Name: { 'Fn::Sub': '${AWS::StackName}-name' } },
      },
      Url: { Value: { Ref: 'Queue' }, Condition: 'No', Export: { Name: 'url' } },
      Broken: { Value: { Ref: 'Gone' } },
    },
  });

  it('is resolved', () => {
    expect(stack.output('Name')).toBe('App!');
  });

  it('is found by the name under which it is exported', () => {
    expect(stack.exported('App-name')).toBe('App!');
  });

  it.each(['Other', 'Url'])(
    'is not there where the template has none, or its condition does not hold: %s',
    (name) => {
      expect(stack.output(name)).toBeUndefined();
    },
  );

  it.each(['other', 'url'])('is not exported as %s', (name) => {
    expect(stack.exported(name)).toBeUndefined();
  });

  it('names itself where it cannot be resolved', () => {
    expect(() => stack.output('Broken')).toThrow(
      'App/output Broken: there is no resource or parameter Gone, in {"Ref":"Gone"}.',
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import { resolveAssembly } from '../../../../local/assembly/deployment.ts';
import type { Values } from '../../../../local/assembly/given-values.ts';
import type { Template } from '../../../../local/assembly/template.ts';
import { withAllValues } from '../../../../local/deploy/missing-values.ts';
import { notEmulated } from '../../../../local/deploy/not-emulated.ts';
import { readPermissions } from '../../../../local/deploy/permissions/read-permissions.ts';
import { IDENTITIES, RESOURCE_TYPES } from '../../../../local/registry.ts';
import type { JsonObject } from '../../../../template/json.ts';
import { ENVIRONMENT } from '../../template/a-stack.ts';

const TEXT = { Type: 'String' };
const stored = (Default: string) => ({ Type: 'AWS::SSM::Parameter::Value<String>', Default });
const aTopic = (TopicName: unknown) => ({ Type: 'AWS::SNS::Topic', Properties: { TopicName } as JsonObject });
const aFunction = (variables: JsonObject, Runtime = 'nodejs24.x') => ({
  Type: 'AWS::Lambda::Function',
  Properties: { FunctionName: 'work', Runtime, Environment: { Variables: variables } },
});

/** The resources of stacks, given these values. */
function complete(stacks: Record<string, Template>, values: Values = {}) {
  const assembly = {
    directory: '/nowhere',
    stacks: Object.entries(stacks).map(([name, template]) => {
      return { name, file: name, template, region: undefined, constructPath: () => undefined };
    }),
    assetPath: () => undefined,
  };
  const { resources, leftOut } = withAllValues(RESOURCE_TYPES, values, (given) =>
    resolveAssembly(assembly, ENVIRONMENT, IDENTITIES, given),
  );
  return { resources, leftOut, properties: () => resources.map((each) => each.properties()) };
}

describe('withAllValues', () => {
  it('has the values that are given, those of one stack before those of all', () => {
    const template = { Parameters: { Name: TEXT }, Resources: { Topic: aTopic({ Ref: 'Name' }) } };

    expect(
      complete({ One: template, Two: template }, { Name: 'all', 'Two:Name': 'own' }).properties(),
    ).toEqual([{ TopicName: 'all' }, { TopicName: 'own' }]);
  });

  it('prefers what is given to a default, and takes an empty text for a value', () => {
    const Parameters = { Name: { ...TEXT, Default: 'default' } };

    expect(
      complete({ App: { Parameters, Resources: { T: aTopic({ Ref: 'Name' }) } } }, { Name: '' }).properties(),
    ).toEqual([{ TopicName: '' }]);
  });

  it('names all that is missing, and what needs it, at once', () => {
    const App = {
      Parameters: { One: TEXT, Two: TEXT, Spare: TEXT, Table: stored('/app/table') },
      Resources: {
        A: aTopic({ 'Fn::Join': ['-', [{ Ref: 'One' }, { Ref: 'Two' }]] }),
        B: aTopic({ Ref: 'Table' }),
        C: aTopic('{{resolve:ssm:/app/topic}}'),
      },
    };

    expect(() => complete({ App })).toThrow(
      'The template leaves values to its deployment, which App/A, App/B, App/C cannot do without: the parameter One of App, the parameter Two of App, the SSM parameter /app/table, the SSM parameter /app/topic have no value, so give --parameter One=VALUE --parameter Two=VALUE --parameter /app/table=VALUE --parameter /app/topic=VALUE, a file with --parameters, or parameters to startLocalStack.',
    );
  });

  it('finds values of the parameter store by their names there', () => {
    const App = {
      Parameters: {
        Table: stored('/app/table'),
        Names: { Type: 'AWS::SSM::Parameter::Value<List<String>>', Default: 'names' },
      },
      Resources: {
        A: aTopic({ Ref: 'Table' }),
        B: aTopic('from-{{resolve:ssm:/app/topic:1}}'),
        C: aTopic({ 'Fn::Select': [1, { Ref: 'Names' }] }),
      },
    };
    const values = { '/app/table': 'mail', '/app/topic': 'here', names: 'one,two' };

    expect(complete({ App }, values).properties()).toEqual([
      { TopicName: 'mail' },
      { TopicName: 'from-here' },
      { TopicName: 'two' },
    ]);
    expect(complete({ App }, { ...values, Table: '/app/topic' }).properties()[0]).toEqual({
      TopicName: 'here',
    });
  });

  it('finds what the app itself puts into the parameter store', () => {
    const One = {
      Resources: {
        P: { Type: 'AWS::SSM::Parameter', Properties: { Name: '/app/table', Value: { Ref: 'AWS::Region' } } },
      },
    };
    const Two = { Parameters: { Table: stored('/app/table') }, Resources: { T: aTopic({ Ref: 'Table' }) } };

    expect(complete({ Two, One }).properties()[0]).toEqual({ TopicName: 'eu-west-1' });
  });

  it('needs nothing for what does not run', () => {
    const variables = { TABLE: { Ref: 'Table' } };
    const { resources, leftOut } = complete({
      App: {
        Parameters: { Table: stored('/app/table'), Mail: TEXT, Stage: TEXT },
        Conditions: { IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] } },
        Resources: {
          Python: aFunction(variables, 'python3.13'),
          Stream: { Type: 'AWS::Kinesis::Stream', Properties: { Name: { Ref: 'Mail' } } },
          Perhaps: { Type: 'AWS::Kinesis::Stream', Condition: 'IsProd' },
          Web: {
            Type: 'AWS::SNS::Subscription',
            Properties: { Protocol: 'https', Endpoint: { Ref: 'Mail' }, TopicArn: 'arn' },
          },
        },
      },
    });

    expect(leftOut).toEqual([]);
    expect(notEmulated(RESOURCE_TYPES, resources)).toEqual([
      'AWS::Kinesis::Stream',
      'AWS::Lambda::Function (python3.13)',
      'AWS::SNS::Subscription (https)',
    ]);
    expect(readPermissions(RESOURCE_TYPES, resources, ENVIRONMENT).unknown).toEqual([]);
  });

  it('needs what decides whether something that runs is there', () => {
    const App = {
      Parameters: { Stage: TEXT },
      Conditions: { IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] } },
      Resources: { Topic: { ...aTopic('t'), Condition: 'IsProd' } },
    };

    expect(() => complete({ App })).toThrow('the parameter Stage of App has no value');
    expect(complete({ App }, { Stage: 'prod' }).resources).toHaveLength(1);
    expect(complete({ App }, { Stage: 'dev' }).resources).toHaveLength(0);
  });

  describe('of a function that misses values', () => {
    const Parameters = { Table: stored('/app/table'), Key: TEXT };
    const Work = aFunction({ TABLE: { Ref: 'Table' }, KEY: { Ref: 'Key' } });

    it('leaves it out where nothing invokes it', () => {
      const { resources, leftOut } = complete({
        App: { Parameters, Resources: { Work, Topic: aTopic('t') } },
      });

      expect(resources.map(({ logicalId }) => logicalId)).toEqual(['Topic']);
      expect(leftOut).toEqual([
        'AWS::Lambda::Function (Work: the SSM parameter /app/table, the parameter Key of App have no value, so give --parameter /app/table=VALUE --parameter Key=VALUE, a file with --parameters, or parameters to startLocalStack)',
      ]);
    });

    it.each([
      [
        'a subscription',
        {
          Type: 'AWS::SNS::Subscription',
          Properties: { Protocol: 'lambda', TopicArn: 'arn', Endpoint: { 'Fn::GetAtt': ['Work', 'Arn'] } },
        },
      ],
      [
        'a mapping',
        {
          Type: 'AWS::Lambda::EventSourceMapping',
          Properties: { EventSourceArn: 'arn:aws:sqs:eu-west-1:1:q', FunctionName: { Ref: 'Work' } },
        },
      ],
    ])('names them where %s has it invoked', (_, Connection) => {
      expect(() => complete({ App: { Parameters, Resources: { Work, Connection } } })).toThrow(
        'which App/Work cannot do without: the SSM parameter /app/table, the parameter Key of App have no value',
      );
    });
  });

  it('refuses a value that nothing in the app is called after, but for a path', () => {
    const App = { Parameters: { Name: TEXT }, Resources: {} };

    expect(() => complete({ App }, { Nmae: 'a', 'Other:Name': 'b' })).toThrow(
      'Nothing in the app is called Nmae, Other:Name, for which there is a value',
    );
    expect(() =>
      complete({ App }, { Name: 'a', 'App:Name': 'b', '/of/what/does/not/run': 'c' }),
    ).not.toThrow();
  });

  it('refuses a value that CloudFormation would refuse', () => {
    const App = {
      Parameters: { Stage: { ...TEXT, AllowedValues: ['dev', 'prod'] } },
      Resources: { T: aTopic({ Ref: 'Stage' }) },
    };

    expect(() => complete({ App }, { Stage: 'test' }).properties()).toThrow(
      'App: CloudFormation would refuse the parameter Stage: it must be one of dev, prod, got "test".',
    );
  });
});

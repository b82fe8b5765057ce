import { checkPipelines, isFault } from '../../../checker/index.ts';
import type { Check } from './check.ts';
import { expectEqual, type Template } from './template.ts';

/** What CloudFormation refuses to create a resource without. */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  'AWS::DynamoDB::Table': ['KeySchema'],
  'AWS::IAM::Policy': ['PolicyName', 'PolicyDocument'],
  'AWS::IAM::Role': ['AssumeRolePolicyDocument'],
  'AWS::Lambda::EventSourceMapping': ['FunctionName'],
  'AWS::Lambda::Function': ['Code', 'Role'],
  'AWS::SES::ConfigurationSetEventDestination': ['ConfigurationSetName', 'EventDestination'],
  'AWS::SNS::Subscription': ['Protocol', 'TopicArn'],
  'AWS::SNS::TopicPolicy': ['PolicyDocument', 'Topics'],
  'AWS::SQS::QueuePolicy': ['PolicyDocument', 'Queues'],
  'AWS::CloudWatch::Alarm': ['ComparisonOperator', 'EvaluationPeriods'],
  'AWS::CloudWatch::Dashboard': ['DashboardBody'],
};

/** What keeps more than one pipeline out of an account. */
const PHYSICAL_NAMES = [
  'TopicName',
  'QueueName',
  'TableName',
  'FunctionName',
  'LogGroupName',
  'RoleName',
  'AlarmName',
  'DashboardName',
];

export const WHOLE: readonly Check[] = [
  {
    intention: 'The checker that users have finds no fault in it',
    verify: (template) => {
      const { findings } = checkPipelines(template);
      expectEqual('Faults', findings.filter(isFault), []);
    },
  },
  {
    intention: 'There are these resources and no other, since each costs something or is a way in',
    verify: ({ Resources }) => {
      const counts = Object.groupBy(Object.values(Resources), ({ Type }) => Type);
      expectEqual(
        'Resources',
        Object.fromEntries(Object.entries(counts).map(([type, found = []]) => [type, found.length])),
        {
          'AWS::SNS::Topic': 3,
          'AWS::SNS::TopicPolicy': 3,
          'AWS::SNS::Subscription': 3,
          'AWS::SQS::Queue': 5,
          'AWS::SQS::QueuePolicy': 5,
          'AWS::DynamoDB::Table': 1,
          'AWS::SES::ConfigurationSet': 1,
          'AWS::SES::ConfigurationSetEventDestination': 1,
          'AWS::Lambda::Function': 3,
          'AWS::Lambda::EventSourceMapping': 2,
          'AWS::Logs::LogGroup': 3,
          'AWS::IAM::Role': 3,
          'AWS::IAM::Policy': 3,
          'AWS::CloudWatch::Alarm': 11,
          'AWS::CloudWatch::Dashboard': 1,
        },
      );
    },
  },
  {
    intention: 'Every reference is to something in the template, or CloudFormation would refuse it',
    verify: (template) => {
      expectEqual('References to nothing', [...referencesIn(template)].filter(isMissingIn(template)), []);
    },
  },
  {
    intention: 'Every resource has what CloudFormation demands of it',
    verify: ({ Resources }) => {
      const missing = Object.entries(Resources).flatMap(([id, { Type, Properties = {} }]) =>
        (REQUIRED[Type] ?? []).filter((name) => !Properties[name]).map((name) => `${id}.${name}`),
      );
      expectEqual('Missing', missing, []);
    },
  },
  {
    intention: 'Nothing has a physical name, so that pipelines, branches and sandboxes fit into one account',
    verify: ({ Resources }) => {
      const named = Object.entries(Resources).flatMap(([id, { Type, Properties = {} }]) =>
        PHYSICAL_NAMES.filter((name) => name in Properties && Type !== 'AWS::Lambda::EventSourceMapping').map(
          (name) => `${id}.${name}`,
        ),
      );
      expectEqual('Physical names', named, []);
    },
  },
  {
    intention: 'Policies are written in the language of 2012, in which a variable is no plain text',
    verify: ({ Resources }) => {
      const documents = Object.values(Resources)
        .map(({ Properties = {} }) => Properties.PolicyDocument ?? Properties.AssumeRolePolicyDocument)
        .filter(Boolean);
      expectEqual('Versions', new Set(documents.map(({ Version }) => Version)), new Set(['2012-10-17']));
    },
  },
];

/** Every id that the template refers to. */
function* referencesIn(value: unknown): Generator<string> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (key === 'Ref') yield String(inner);
    else if (key === 'Fn::GetAtt') yield String(inner[0]);
    else if (key === 'DependsOn') yield* [inner].flat().map(String);
    else yield* referencesIn(inner);
  }
}

function isMissingIn({ Resources, ...sections }: Template & { Parameters?: object }) {
  const known = new Set([...Object.keys(Resources), ...Object.keys(sections.Parameters ?? {})]);
  return (id: string) => !known.has(id) && !id.startsWith('AWS::');
}

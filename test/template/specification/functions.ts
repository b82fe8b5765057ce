import type { Check } from './check.ts';
import type { FunctionNames, PipelineNames } from './pipeline-names.ts';
import {
  attribute,
  expectEqual,
  expectOnly,
  only,
  type Properties,
  propertiesOf,
  ref,
  resource,
  type Template,
} from './template.ts';

type Name = 'publisher' | 'emailer' | 'feedback';

const TYPE = 'AWS::Lambda::Function';

export const FUNCTIONS: readonly Check[] = [
  ...(['publisher', 'emailer', 'feedback'] as const).flatMap(checksOf),
  {
    intention: 'The publisher may take half a minute, in which it publishes one batch after another',
    verify: (template, { publisher }) => {
      expectEqual('Timeout', propertiesOf(template, publisher.fn, TYPE).Timeout, 30);
    },
  },
  {
    intention:
      'The emailer may take a minute: half for a full batch at any pace, half for the slowest delivery',
    verify: (template, { emailer }) => {
      expectEqual('Timeout', propertiesOf(template, emailer.fn, TYPE).Timeout, 60);
    },
  },
  {
    intention: 'The feedback function may take as long as a table that answers slowly, and a half more',
    verify: (template, { feedback }) => {
      expectEqual('Timeout', propertiesOf(template, feedback.fn, TYPE).Timeout, 15);
    },
  },
];

/** The only mapping that feeds a function. */
export function mappingOf(template: Template, { fn }: FunctionNames): Properties {
  const isItsOwn = ({ FunctionName }: Properties) => JSON.stringify(FunctionName) === JSON.stringify(ref(fn));
  return only(template, 'AWS::Lambda::EventSourceMapping', isItsOwn).Properties;
}

function checksOf(name: Name): Check[] {
  const of = (template: Template, names: PipelineNames) => propertiesOf(template, names[name].fn, TYPE);
  return [
    {
      intention: `The ${name} runs its own bundle, from the CDK’s bucket of the account itself`,
      verify: (template, names) => {
        expectEqual('Code', of(template, names).Code, {
          S3Bucket: { 'Fn::Sub': 'cdk-hnb659fds-assets-${AWS::AccountId}-${AWS::Region}' },
          S3Key: `${names[name].bundle}.zip`,
        });
        expectEqual('Handler', of(template, names).Handler, 'index.handler');
      },
    },
    {
      intention: `The ${name} runs on Node 24, which Lambda keeps until 2028, and on arm64, which costs a fifth less`,
      verify: (template, names) => {
        const { Runtime, Architectures } = of(template, names);
        expectEqual(
          'Platform',
          { Runtime, Architectures },
          { Runtime: 'nodejs24.x', Architectures: ['arm64'] },
        );
      },
    },
    {
      intention: `The ${name} has the memory of the plan, 256 MB`,
      verify: (template, names) => {
        expectEqual('Memory', of(template, names).MemorySize, 256);
      },
    },
    {
      intention: `The ${name} has a role of its own`,
      verify: (template, names) => {
        expectEqual('Role', of(template, names).Role, attribute(names[name].role));
      },
    },
    {
      intention: `The ${name} starts once its role may do what it needs, or Lambda refuses the mapping`,
      verify: (template, names) => {
        const { DependsOn } = resource(template, names[name].fn, TYPE);
        expectEqual(
          'Waits for the policy',
          [DependsOn].flat().includes(policyOf(template, names[name])),
          true,
        );
      },
    },
    {
      intention: `The ${name} logs JSON, to a group of its own`,
      verify: (template, names) => {
        expectEqual('Logging', of(template, names).LoggingConfig, {
          LogFormat: 'JSON',
          SystemLogLevel: 'WARN',
          LogGroup: ref(names[name].logs),
        });
      },
    },
    {
      intention: `The ${name}’s logs are kept for 30 days, and go with the pipeline`,
      verify: (template, names) => {
        const logs = resource(template, names[name].logs, 'AWS::Logs::LogGroup');
        expectEqual('Retention', logs.Properties, { RetentionInDays: 30 });
        expectEqual('Deletion', logs.DeletionPolicy ?? 'Delete', 'Delete');
      },
    },
    {
      intention: `The ${name} can always run, on nothing but its bundle: no reservation, no network, no layer`,
      verify: (template, names) => {
        expectOnly(`the ${name}`, of(template, names), [
          'Architectures',
          'Code',
          'Environment',
          'Handler',
          'LoggingConfig',
          'MemorySize',
          'Role',
          'Runtime',
          'Timeout',
        ]);
      },
    },
  ];
}

function policyOf(template: Template, { role }: FunctionNames): string {
  return only(
    template,
    'AWS::IAM::Policy',
    ({ Roles }) => JSON.stringify(Roles) === JSON.stringify([ref(role)]),
  ).id;
}

import type { Check } from './check.ts';
import type { FunctionNames } from './pipeline-names.ts';
import { policyOf, statementOn, statementsIn, statementsOf } from './policies.ts';
import {
  attribute,
  expectEqual,
  expectOnly,
  type Properties,
  propertiesOf,
  ref,
  type Template,
} from './template.ts';

type Name = 'publisher' | 'emailer' | 'feedback';

/** What each may do, in all. */
const ACTIONS: Readonly<Record<Name, readonly string[]>> = {
  publisher: ['logs:CreateLogStream', 'logs:PutLogEvents', 'sns:Publish'],
  emailer: [
    'dynamodb:DeleteItem',
    'dynamodb:GetItem',
    'dynamodb:PutItem',
    'dynamodb:UpdateItem',
    'logs:CreateLogStream',
    'logs:PutLogEvents',
    'ses:GetSendQuota',
    'ses:SendEmail',
    'ses:SendRawEmail',
    'sqs:ChangeMessageVisibility',
    'sqs:DeleteMessage',
    'sqs:GetQueueAttributes',
    'sqs:ReceiveMessage',
    'sqs:SendMessage',
  ],
  feedback: [
    'dynamodb:UpdateItem',
    'logs:CreateLogStream',
    'logs:PutLogEvents',
    'sqs:DeleteMessage',
    'sqs:GetQueueAttributes',
    'sqs:ReceiveMessage',
  ],
};

export const ROLES: readonly Check[] = [
  ...(['publisher', 'emailer', 'feedback'] as const).flatMap(checksOf),
  {
    intention: 'The publisher may publish to the pipeline’s topic and to no other',
    verify: (template, { publisher, topic }) => {
      expectEqual('Statement', statementOn(statements(template, publisher), 'sns:'), {
        Effect: 'Allow',
        Action: 'sns:Publish',
        Resource: ref(topic),
      });
    },
  },
  {
    intention:
      'The emailer may send as the source address, with the pipeline’s own configuration set, and as nobody else',
    verify: (template, { emailer, configurationSet }) => {
      expectEqual('Statement', statementOn(statements(template, emailer), 'ses:Send'), {
        Effect: 'Allow',
        Action: ['ses:SendEmail', 'ses:SendRawEmail'],
        Resource: [sesArn('identity/*'), sesArn('configuration-set/', ref(configurationSet))],
        Condition: { StringEquals: { 'ses:FromAddress': 'sender@example.com' } },
      });
    },
  },
  {
    intention: 'The emailer may read the account’s quota, which IAM knows for no narrower resource',
    verify: (template, { emailer }) => {
      expectEqual('Statement', statementOn(statements(template, emailer), 'ses:Get'), {
        Effect: 'Allow',
        Action: 'ses:GetSendQuota',
        Resource: '*',
      });
    },
  },
  {
    intention: 'The emailer may write to deadLetterQueue, and to no other queue',
    verify: (template, { emailer, deadLetterQueue }) => {
      expectEqual('Statement', statementOn(statements(template, emailer), 'sqs:Send'), {
        Effect: 'Allow',
        Action: 'sqs:SendMessage',
        Resource: attribute(deadLetterQueue),
      });
    },
  },
  {
    intention: 'The emailer may receive from the queue, delete and hide there, and in no other',
    verify: (template, { emailer, queue }) => {
      expectReceiving(statements(template, emailer), queue);
      expectEqual('Statement', statementOn(statements(template, emailer), 'sqs:Change'), {
        Effect: 'Allow',
        Action: 'sqs:ChangeMessageVisibility',
        Resource: attribute(queue),
      });
    },
  },
  {
    intention: 'The feedback function may receive from the feedback queue and delete there, and in no other',
    verify: (template, { feedback, feedbackQueue }) => {
      expectReceiving(statements(template, feedback), feedbackQueue);
    },
  },
  {
    intention: 'The feedback function may add to what is in the pipeline’s table, and read nothing',
    verify: (template, { feedback, table }) => {
      expectEqual('Statement', statementOn(statements(template, feedback), 'dynamodb:'), {
        Effect: 'Allow',
        Action: 'dynamodb:UpdateItem',
        Resource: attribute(table),
      });
    },
  },
  {
    intention: 'The emailer may write, read and take back records in the pipeline’s table, and in no other',
    verify: (template, { emailer, table }) => {
      const { Action, ...rest } = statementOn(statements(template, emailer), 'dynamodb:');
      expectEqual('Statement', rest, { Effect: 'Allow', Resource: attribute(table) });
      expectActions(Action, ['DeleteItem', 'GetItem', 'PutItem', 'UpdateItem'], 'dynamodb:');
    },
  },
];

function checksOf(name: Name): Check[] {
  return [
    {
      intention: `Only Lambda takes the ${name}’s role`,
      verify: (template, names) => {
        const { AssumeRolePolicyDocument } = propertiesOf(template, names[name].role, 'AWS::IAM::Role');
        expectEqual('Statements', statementsIn(AssumeRolePolicyDocument), [
          { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
        ]);
      },
    },
    {
      intention: `The ${name}’s role may do what its one policy says: no managed policy, no other, no boundary`,
      verify: (template, names) => {
        expectOnly('the role', propertiesOf(template, names[name].role, 'AWS::IAM::Role'), [
          'AssumeRolePolicyDocument',
        ]);
      },
    },
    {
      intention: `The ${name}’s policy is of its role alone`,
      verify: (template, names) => {
        const policy = policyOf(template, 'AWS::IAM::Policy', names[name].role);
        expectOnly('the policy', policy, ['PolicyDocument', 'PolicyName', 'Roles']);
      },
    },
    {
      intention: `The ${name} may write to its own logs, and to no other`,
      verify: (template, names) => {
        const { Action, ...rest } = statementOn(statements(template, names[name]), 'logs:');
        expectEqual('Statement', rest, { Effect: 'Allow', Resource: attribute(names[name].logs) });
        expectActions(Action, ['CreateLogStream', 'PutLogEvents'], 'logs:');
      },
    },
    {
      intention: `The ${name} may do what it needs, and nothing else`,
      verify: (template, names) => {
        const actions = statements(template, names[name]).flatMap(({ Action, NotAction }) =>
          [Action, NotAction].flat(),
        );
        expectEqual('Actions', actions.filter(Boolean).toSorted(), ACTIONS[name]);
      },
    },
  ];
}

function statements(template: Template, { role }: FunctionNames) {
  return statementsOf(template, 'AWS::IAM::Policy', role);
}

function expectReceiving(from: readonly Properties[], queue: string): void {
  const { Action, ...rest } = statementOn(from, 'sqs:Receive');
  expectEqual('Statement', rest, { Effect: 'Allow', Resource: attribute(queue) });
  expectActions(Action, ['DeleteMessage', 'GetQueueAttributes', 'ReceiveMessage'], 'sqs:');
}

/** In which order actions stand says nothing. */
function expectActions(actions: unknown, names: readonly string[], service: string): void {
  expectEqual(
    'Actions',
    [actions].flat().toSorted(),
    names.map((name) => service + name),
  );
}

/** SES resources of the stack's own account and region. */
function sesArn(resource: string, ...name: readonly object[]) {
  const own = ['arn:', ref('AWS::Partition'), ':ses:', ref('AWS::Region'), ':', ref('AWS::AccountId')];
  return { 'Fn::Join': ['', [...own, `:${resource}`, ...name]] };
}

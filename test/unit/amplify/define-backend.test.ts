import { fileURLToPath } from 'node:url';
import { defineBackend, defineFunction } from '@aws-amplify/backend';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ALARMS } from '../../../contract/alarms.ts';
import { CustomNotifications } from '../../../lib/index.ts';
import { findCircle, nestedStackGraph } from '../../support/construct/nested-stacks.ts';
import { contextOf, SANDBOX } from '../../support/construct/synth-backend.ts';

const HANDLER = fileURLToPath(new URL('../../../amplify/functions/welcome/handler.ts', import.meta.url));

const environmentBefore = { ...process.env };

beforeAll(() => {
  process.env.CDK_VALIDATION = 'false';
});

afterAll(() => {
  process.env = environmentBefore;
});

describe('two pipelines in a backend of defineBackend', () => {
  it('merge their outputs under a name each', () => {
    const { parent } = aBackend('sandbox');

    const outputs = JSON.parse(plainTextOf(parent.Outputs.customOutputs.Value));

    expect(outputs.custom.pipelines).toEqual({
      'Accounts/Notifications': aPipelineOutput(),
      'News/Notifications': aPipelineOutput(),
    });
  });

  it('leave the nested stacks without a circle, though one function publishes to both', () => {
    const { parent } = aBackend('sandbox');

    const graph = nestedStackGraph(parent);

    expect(findCircle(graph)).toBeUndefined();
    expect(namesOnly(graph)).toEqual({ function: ['Accounts', 'News'], Accounts: [], News: [] });
  });

  it('tell the function each topic in a variable of its own', () => {
    const { functionStack } = aBackend('sandbox');

    const [welcome] = Object.values(functionStack.findResources('AWS::Lambda::Function'));

    expect(welcome?.Properties.Environment.Variables).toMatchObject({
      MAILROOM_TOPIC_ARN: { Ref: expect.stringMatching(/AccountsNotificationsNotificationTopic\w+Ref$/) },
      NEWS_TOPIC_ARN: { Ref: expect.stringMatching(/NewsNotificationsNotificationTopic\w+Ref$/) },
    });
  });
});

describe('the dead-letter queues', () => {
  it.each([
    { type: 'standalone', kept: { Retain: 2, Delete: 3 } },
    { type: 'sandbox', kept: { Delete: 5 } },
  ] as const)('are kept with their pipeline’s stack unless it is a sandbox: $type', ({ type, kept }) => {
    const { accountsStack } = aBackend(type);

    const policies = Object.values(accountsStack.findResources('AWS::SQS::Queue')).map(
      ({ DeletionPolicy }) => DeletionPolicy,
    );

    expect(
      Object.fromEntries(Object.entries(Object.groupBy(policies, String)).map(([k, v]) => [k, v?.length])),
    ).toEqual(kept);
  });
});

/** A backend as a user would write it, its function not bundled. */
function aBackend(type: 'sandbox' | 'standalone') {
  process.env.CDK_CONTEXT_JSON = JSON.stringify({
    ...contextOf({ ...SANDBOX, type }),
    'aws:cdk:bundling-stacks': [],
  });
  const backend = defineBackend({ welcome: defineFunction({ name: 'welcome', entry: HANDLER }) });
  const [accounts, news] = ['Accounts', 'News'].map(
    (name) =>
      new CustomNotifications(backend.createStack(name), 'Notifications', {
        sourceAddress: 'sender@example.com',
        sendRate: 7,
      }),
  ) as [CustomNotifications, CustomNotifications];
  accounts.addPublisher(backend.welcome.resources.lambda);
  news.addPublisher(backend.welcome.resources.lambda, 'NEWS_TOPIC_ARN');
  backend.addOutput(accounts.outputs);
  backend.addOutput(news.outputs);
  return {
    parent: Template.fromStack(backend.stack).toJSON() as never as ParentTemplate,
    functionStack: Template.fromStack(Stack.of(backend.welcome.resources.lambda)),
    accountsStack: Template.fromStack(Stack.of(accounts)),
  };
}

interface ParentTemplate {
  readonly Resources: Record<string, { readonly Type: string }>;
  readonly Outputs: {
    readonly customOutputs: { readonly Value: { readonly 'Fn::Join': [string, unknown[]] } };
  };
}

/** A joined value with the name of the nested stack's output, less its hash, in place of each reference. */
function plainTextOf(value: { readonly 'Fn::Join': [string, unknown[]] }): string {
  return value['Fn::Join'][1]
    .map((part) => (typeof part === 'string' ? part : outputName(part as { 'Fn::GetAtt': [string, string] })))
    .join('');
}

function outputName({ 'Fn::GetAtt': [, output] }: { 'Fn::GetAtt': [string, string] }): string {
  return /Notifications(\w+)[0-9A-F]{8}Ref$/.exec(output)?.[1] ?? output;
}

function aPipelineOutput() {
  return {
    topicArn: 'NotificationTopic',
    queueUrl: 'Queue',
    deadLetterQueueUrl: 'DeadLetterQueue',
    undeliveredQueueUrl: 'UndeliveredQueue',
    tableName: 'DeduplicationTable',
    configurationSet: 'ConfigurationSet',
    feedbackQueueUrl: 'FeedbackQueue',
    feedbackDeadLetterQueueUrl: 'FeedbackDeadLetterQueue',
    functions: { publisher: 'Publisher', emailer: 'QueueEmailer', feedback: 'Feedback' },
    sendRate: 7,
    stackName: expect.stringMatching(/^amplify-/),
    alarms: Object.fromEntries(ALARMS.map((kind) => [kind, `Alarms${kind}`])),
  };
}

/** The graph by the stacks' names, without the hashes that CloudFormation knows them by. */
function namesOnly(graph: Readonly<Record<string, readonly string[]>>): Record<string, string[]> {
  const name = (id: string) => id.slice(0, -8);
  return Object.fromEntries(Object.entries(graph).map(([id, others]) => [name(id), others.map(name)]));
}

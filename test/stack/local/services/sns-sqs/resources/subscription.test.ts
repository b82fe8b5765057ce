import { GetSubscriptionAttributesCommand, ListSubscriptionsByTopicCommand } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Resource } from '../../../../../../local/assembly/resource.ts';
import { REAL_CLOCK } from '../../../../../../local/clock/clock.ts';
import { DeployedResources } from '../../../../../../local/deploy/deployed-resources.ts';
import type { Poller } from '../../../../../../local/deploy/resource-type.ts';
import { subscription as subscriptionType } from '../../../../../../local/registry.ts';
import { LambdaFunction } from '../../../../../../local/services/lambda/lambda-function.ts';
import { queue as queueType } from '../../../../../../local/services/sns-sqs/resources/queue.ts';
import { subscriptionOf } from '../../../../../../local/services/sns-sqs/resources/subscription.ts';
import { topic as topicType } from '../../../../../../local/services/sns-sqs/resources/topic.ts';
import type { JsonObject } from '../../../../../../template/json.ts';
import { aResource } from '../../../../../support/local/a-resource.ts';
import { aConfiguration } from '../../../../../support/local/a-running-function.ts';
import { AnEmulator, HERE } from './an-emulator.ts';

const ASSEMBLY = { directory: '/nowhere', stacks: [], assetPath: () => undefined };

describe('a subscription', () => {
  let emulator: AnEmulator;

  beforeAll(async () => {
    emulator = await AnEmulator.start();
  });

  afterAll(() => emulator.stop());

  /** A topic, and what a subscription with `properties` to it makes. */
  async function connected(
    name: string,
    properties: JsonObject,
    functions: ReadonlyMap<string, LambdaFunction> = new Map(),
  ) {
    const resources = emulator.resources(name, {
      Topic: { Type: 'AWS::SNS::Topic' },
      Queue: { Type: 'AWS::SQS::Queue' },
      Subscription: {
        Type: 'AWS::SNS::Subscription',
        Properties: { TopicArn: { Ref: 'Topic' }, ...properties },
      },
    });
    const [topic] = resources as [Resource];
    const deployed = new DeployedResources();
    let poller: Poller | undefined;
    const needs = {
      ...{ assembly: ASSEMBLY, region: 'eu-west-1', accountId: '000000000000', clock: REAL_CLOCK },
      ...{ sns: emulator.sns, sqs: emulator.sqs, deployed, signal: new AbortController().signal },
      ...{ ses: { receive: async () => {} }, lambda: { functions }, asynchronousRetrySeconds: [] },
      startLater: (started: Poller) => {
        poller = started;
      },
      ...{ proxy: () => {}, miss: () => {}, log: () => {}, storedValue: () => undefined },
    };
    await deployed.add(topicType, resources, needs);
    await deployed.add(queueType, resources, needs);
    await deployed.add(subscriptionType, resources, needs);
    const TopicArn = String(topic.ref());
    const { Subscriptions = [] } = await emulator.sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
    return { topic, poller, subscriptions: Subscriptions };
  }

  it('subscribes a queue with its filter and its kind of delivery', async () => {
    const { subscriptions, poller } = await connected('Filtered', {
      Protocol: 'sqs',
      Endpoint: { 'Fn::GetAtt': ['Queue', 'Arn'] },
      RawMessageDelivery: true,
      FilterPolicyScope: 'MessageBody',
      FilterPolicy: { kind: ['mail'] },
    });

    expect(poller).toBeUndefined();
    expect(subscriptions).toMatchObject([
      { Protocol: 'sqs', Endpoint: `arn:aws:sqs:${HERE}:Filtered-Queue` },
    ]);
    const SubscriptionArn = subscriptions[0]?.SubscriptionArn;
    const { Attributes } = await emulator.sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
    expect(Attributes).toMatchObject({
      RawMessageDelivery: 'true',
      FilterPolicyScope: 'MessageBody',
      FilterPolicy: '{"kind":["mail"]}',
    });
  });

  it('gives a function a queue of its own, which hides an event for longer than two invocations can last', async () => {
    const work = new LambdaFunction(aConfiguration({ timeoutMilliseconds: 60_500 }), () => {});
    const { subscriptions, poller } = await connected(
      'Function',
      { Protocol: 'lambda', Endpoint: `arn:aws:lambda:${HERE}:function:work:live` },
      new Map([['work', work]]),
    );

    expect(poller).toBeDefined();
    expect(subscriptions).toMatchObject([
      { Endpoint: `arn:aws:sqs:${HERE}:events-of-Function-Topic-for-work` },
    ]);
    const attributes = await emulator.attributesOf('events-of-Function-Topic-for-work');
    expect(attributes.VisibilityTimeout).toBe('152');
  });

  it('gives an email address a queue of its own', async () => {
    const { subscriptions, poller } = await connected('Email', {
      Protocol: 'email',
      Endpoint: 'ada@example.com',
    });

    expect(poller).toBeDefined();
    expect(subscriptions).toMatchObject([
      { Endpoint: expect.stringMatching(/:emails-of-Email-Topic-[0-9a-f]{8}$/) },
    ]);
  });

  it.each<[string, JsonObject]>([
    ['another protocol', { Protocol: 'sms', Endpoint: '+15550100' }],
    ['a queue outside of the app', { Protocol: 'sqs', Endpoint: `arn:aws:sqs:${HERE}:elsewhere` }],
    [
      'a function that does not run',
      { Protocol: 'lambda', Endpoint: `arn:aws:lambda:${HERE}:function:other` },
    ],
  ])('leaves out %s', async (name, properties) => {
    const { subscriptions, poller } = await connected(name.replaceAll(' ', '-'), properties);

    expect({ subscriptions, poller }).toEqual({ subscriptions: [], poller: undefined });
  });

  it('leaves out a topic outside of the app', async () => {
    const endpoint = { Protocol: 'sqs', Endpoint: { 'Fn::GetAtt': ['Queue', 'Arn'] } };
    const { poller } = await connected('Outside', {
      ...endpoint,
      TopicArn: `arn:aws:sns:${HERE}:elsewhere`,
    });

    expect(poller).toBeUndefined();
  });

  it('begins a topic anew, without the subscriptions of an earlier start', async () => {
    const toQueue = { Protocol: 'sqs', Endpoint: { 'Fn::GetAtt': ['Queue', 'Arn'] } };
    const first = await connected('Restarted', toQueue);

    const second = await connected('Restarted', { Protocol: 'sms', Endpoint: '+15550100' });

    expect([first.subscriptions.length, second.subscriptions.length]).toEqual([1, 0]);
  });
});

describe('subscriptionOf', () => {
  const aSubscription = (properties: JsonObject) =>
    aResource('AWS::SNS::Subscription', {
      TopicArn: `arn:aws:sns:${HERE}:topic`,
      Protocol: 'lambda',
      Endpoint: 'arn',
      ...properties,
    });

  it('knows where SNS puts what it cannot deliver', () => {
    const RedrivePolicy = { deadLetterTargetArn: `arn:aws:sqs:${HERE}:undelivered` };

    expect(subscriptionOf(aSubscription({ RedrivePolicy }))).toEqual({
      topicArn: `arn:aws:sns:${HERE}:topic`,
      protocol: 'lambda',
      endpoint: 'arn',
      attributes: { RedrivePolicy: JSON.stringify(RedrivePolicy) },
      deadLetterTargetArn: `arn:aws:sqs:${HERE}:undelivered`,
    });
  });

  it.each<[JsonObject, string]>([
    [{ RawMessageDelivery: true }, 'RawMessageDelivery is not for functions: remove it'],
    [
      { TopicArn: `arn:aws:sns:${HERE}:topic.fifo` },
      'a FIFO topic invokes no functions: put a queue between them',
    ],
    [{ TopicArn: ['a'] }, 'TopicArn must be a string, got ["a"]'],
  ])('refuses %j', (properties, message) => {
    expect(() => subscriptionOf(aSubscription(properties))).toThrow(
      `App/Tested (AWS::SNS::Subscription): ${message}.`,
    );
  });
});

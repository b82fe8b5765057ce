import { GetSubscriptionAttributesCommand, ListSubscriptionsByTopicCommand } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Resource } from '../../../../../../local/assembly/stack-scope.ts';
import type { JsonObject } from '../../../../../../local/assembly/template.ts';
import { REAL_CLOCK } from '../../../../../../local/clock/clock.ts';
import { LambdaFunction } from '../../../../../../local/services/lambda/lambda-function.ts';
import { deployQueue } from '../../../../../../local/services/sns-sqs/resources/queue.ts';
import {
  connect,
  type PollerContext,
} from '../../../../../../local/services/sns-sqs/resources/subscription.ts';
import { deployTopic, subscriptionOf } from '../../../../../../local/services/sns-sqs/resources/topic.ts';
import { aConfiguration } from '../../../../../support/local/a-running-function.ts';
import { AnEmulator, HERE } from './an-emulator.ts';

describe('connect', () => {
  let emulator: AnEmulator;

  beforeAll(async () => {
    emulator = await AnEmulator.start();
  });

  afterAll(() => emulator.stop());

  /** A topic, and what a subscription with `properties` to it makes. */
  async function connected(name: string, properties: JsonObject, context: Partial<PollerContext> = {}) {
    const [topic, queue, subscription] = emulator.resources(name, {
      Topic: { Type: 'AWS::SNS::Topic' },
      Queue: { Type: 'AWS::SQS::Queue' },
      Subscription: {
        Type: 'AWS::SNS::Subscription',
        Properties: { TopicArn: { Ref: 'Topic' }, ...properties },
      },
    }) as [Resource, Resource, Resource];
    const topics = [await deployTopic(topic, emulator.sns)];
    const queues = [await deployQueue(queue, emulator.sqs)];
    const poller = await connect(subscriptionOf(subscription), {
      ...{ sns: emulator.sns, sqs: emulator.sqs, topics, queues, functions: new Map(), region: 'eu-west-1' },
      ...{
        clock: REAL_CLOCK,
        inbox: { receive: async () => {} },
        asynchronousRetrySeconds: [],
        signal: new AbortController().signal,
        log: () => {},
      },
      ...context,
    });
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
      { functions: new Map([['work', work]]) },
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

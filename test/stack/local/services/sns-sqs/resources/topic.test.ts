import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Resource } from '../../../../../../local/assembly/stack-scope.ts';
import type { JsonObject } from '../../../../../../local/assembly/template.ts';
import { deployTopic, subscriptionOf } from '../../../../../../local/services/sns-sqs/resources/topic.ts';
import { aResource } from '../../../../../support/local/a-resource.ts';
import { AnEmulator, HERE } from './an-emulator.ts';

describe('deployTopic', () => {
  let emulator: AnEmulator;

  beforeAll(async () => {
    emulator = await AnEmulator.start();
  });

  afterAll(() => emulator.stop());

  it('creates a FIFO topic', async () => {
    const Properties = { FifoTopic: true, ContentBasedDeduplication: true };
    const [topic] = emulator.resources('Fifo', { Topic: { Type: 'AWS::SNS::Topic', Properties } }) as [
      Resource,
    ];

    expect(await deployTopic(topic, emulator.sns)).toMatchObject({
      name: 'Fifo-Topic.fifo',
      arn: `arn:aws:sns:${HERE}:Fifo-Topic.fifo`,
      path: 'Fifo/Topic',
    });
  });

  it('refuses subscriptions inside of it', async () => {
    const topic = aResource('AWS::SNS::Topic', { Subscription: [{ Protocol: 'sqs', Endpoint: 'arn' }] });

    await expect(deployTopic(topic, emulator.sns)).rejects.toThrow(
      'App/Tested (AWS::SNS::Topic): subscriptions inside the topic are not supported, write them as AWS::SNS::Subscription.',
    );
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

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Resource } from '../../../../../../local/assembly/resource.ts';
import { deployTopic } from '../../../../../../local/services/sns-sqs/resources/topic.ts';
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

  it('refuses subscriptions inside of it that an expression stands for', async () => {
    const topic = aResource('AWS::SNS::Topic', { Subscription: [{ Protocol: 'sqs', Endpoint: 'arn' }] });

    await expect(deployTopic(topic, emulator.sns)).rejects.toThrow(
      'App/Tested (AWS::SNS::Topic): its subscriptions must stand in the template one by one: write each as AWS::SNS::Subscription.',
    );
  });
});

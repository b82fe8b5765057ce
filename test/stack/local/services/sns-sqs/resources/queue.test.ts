import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Resource } from '../../../../../../local/assembly/resource.ts';
import { deployQueue } from '../../../../../../local/services/sns-sqs/resources/queue.ts';
import type { JsonObject } from '../../../../../../template/json.ts';
import { AnEmulator, HERE } from './an-emulator.ts';

describe('deployQueue', () => {
  let emulator: AnEmulator;

  beforeAll(async () => {
    emulator = await AnEmulator.start();
  });

  afterAll(() => emulator.stop());

  const aQueue = (name: string, Properties: JsonObject = {}) =>
    emulator.resources(name, { Queue: { Type: 'AWS::SQS::Queue', Properties } })[0] as Resource;

  it('creates a queue with the defaults of SQS', async () => {
    const queue = await deployQueue(aQueue('Plain'), emulator.sqs);

    expect(queue).toEqual({
      name: 'Plain-Queue',
      url: emulator.queueUrl('Plain-Queue'),
      arn: `arn:aws:sqs:${HERE}:Plain-Queue`,
      visibilityTimeoutSeconds: 30,
      deadLetterTargetArn: undefined,
    });
    expect(await emulator.attributesOf(queue.name)).toMatchObject({
      QueueArn: queue.arn,
      VisibilityTimeout: '30',
      MessageRetentionPeriod: '345600',
    });
  });

  it('sets what the template says, numbers as text too', async () => {
    const RedrivePolicy = {
      deadLetterTargetArn: 'arn:aws:sqs:eu-west-1:000000000000:dead',
      maxReceiveCount: 3,
    };
    const queue = await deployQueue(
      aQueue('Set', {
        DelaySeconds: 1,
        MaximumMessageSize: 2048,
        MessageRetentionPeriod: '60',
        ReceiveMessageWaitTimeSeconds: 20,
        VisibilityTimeout: '90',
        RedrivePolicy,
      }),
      emulator.sqs,
    );

    expect(queue).toMatchObject({
      visibilityTimeoutSeconds: 90,
      deadLetterTargetArn: 'arn:aws:sqs:eu-west-1:000000000000:dead',
    });
    expect(await emulator.attributesOf(queue.name)).toMatchObject({
      DelaySeconds: '1',
      MaximumMessageSize: '2048',
      MessageRetentionPeriod: '60',
      ReceiveMessageWaitTimeSeconds: '20',
      VisibilityTimeout: '90',
      RedrivePolicy: JSON.stringify(RedrivePolicy),
    });
  });

  it('takes back from an earlier queue what the template no longer says', async () => {
    const RedrivePolicy = {
      deadLetterTargetArn: 'arn:aws:sqs:eu-west-1:000000000000:dead',
      maxReceiveCount: 3,
    };
    await deployQueue(
      aQueue('Again', { VisibilityTimeout: 90, DelaySeconds: 5, RedrivePolicy }),
      emulator.sqs,
    );

    const queue = await deployQueue(aQueue('Again'), emulator.sqs);

    const attributes = await emulator.attributesOf(queue.name);
    expect(attributes).toMatchObject({ VisibilityTimeout: '30', DelaySeconds: '0' });
    expect(attributes.RedrivePolicy).toBeUndefined();
  });

  it('creates a FIFO queue', async () => {
    const queue = await deployQueue(
      aQueue('Fifo', { FifoQueue: true, ContentBasedDeduplication: true }),
      emulator.sqs,
    );

    expect(queue.name).toBe('Fifo-Queue.fifo');
    expect(await emulator.attributesOf(queue.name)).toMatchObject({
      FifoQueue: 'true',
      ContentBasedDeduplication: 'true',
    });
  });

  it('names the queue whose properties SQS refuses', async () => {
    await expect(deployQueue(aQueue('Wrong', { VisibilityTimeout: 50_000 }), emulator.sqs)).rejects.toThrow(
      /^Wrong\/Queue \(AWS::SQS::Queue\): it cannot be created: .*VisibilityTimeout/,
    );
  });
});

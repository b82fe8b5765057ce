import { describe, expect, it } from '@jest/globals';
import { Duration } from 'aws-cdk-lib';
import { aPipeline, arnOf, onlyResource, resourceOf } from '../../support/pipeline-template.ts';

const pipeline = aPipeline();

describe('the queue', () => {
  it('is encrypted, outlasts the horizon and gives up to the dead-letter queue', () => {
    expect(resourceOf(pipeline.queue).Properties).toEqual({
      SqsManagedSseEnabled: true,
      MessageRetentionPeriod: 1_209_600,
      VisibilityTimeout: 360,
      RedrivePolicy: { deadLetterTargetArn: arnOf(pipeline.deadLetterQueue), maxReceiveCount: 290 },
    });
  });

  it.each(['deadLetterQueue', 'undeliveredQueue'] as const)(
    'has in %s one that is encrypted, keeps 14 days and outlives the stack',
    (name) => {
      const queue = resourceOf(pipeline[name]);

      expect(queue.Properties).toEqual({ SqsManagedSseEnabled: true, MessageRetentionPeriod: 1_209_600 });
      expect(queue).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    },
  );

  it('follows the send rate and the horizon', () => {
    const { queue } = aPipeline({ sendRate: 0.5, retryFor: Duration.days(7) });

    expect(resourceOf(queue).Properties).toMatchObject({
      MessageRetentionPeriod: 1_209_600,
      RedrivePolicy: { maxReceiveCount: 1_000 },
    });
    expect(onlyResource(queue, 'AWS::Lambda::EventSourceMapping').Properties).toMatchObject({
      BatchSize: 3,
      ScalingConfig: { MaximumConcurrency: 2 },
    });
  });
});

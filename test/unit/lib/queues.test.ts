import { describe, expect, it } from '@jest/globals';
import { Duration } from 'aws-cdk-lib';
import { aPipeline, mappingOf, resourceOf } from '../../support/construct/pipeline-template.ts';

describe('the queue', () => {
  it('follows the send rate and the horizon', () => {
    const { emailer, queue } = aPipeline({ sendRate: 0.5, retryFor: Duration.days(7) });

    expect(resourceOf(queue).Properties).toMatchObject({
      MessageRetentionPeriod: 1_123_200,
      RedrivePolicy: { maxReceiveCount: 1_000 },
    });
    expect(mappingOf(emailer).Properties).toMatchObject({
      BatchSize: 3,
      ScalingConfig: { MaximumConcurrency: 2 },
    });
  });
});

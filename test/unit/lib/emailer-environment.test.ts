import { describe, expect, it } from '@jest/globals';
import { Duration, Stack } from 'aws-cdk-lib';
import { emailerEnvironment as schema } from '../../../contract/environment.ts';
import { anApp, aPipeline, environmentOf, mappingOf } from '../../support/construct/pipeline-template.ts';

describe('emailerEnvironment', () => {
  it('follows the props', () => {
    const pipeline = aPipeline({
      sourceAddress: 'Ada <ada@example.com>',
      sendRate: 500,
      retryFor: Duration.hours(1),
      deduplicateFor: Duration.days(30),
    });

    expect(environmentOf(pipeline)).toMatchObject({
      MAILROOM_SOURCE_ADDRESS: 'Ada <ada@example.com>',
      MAILROOM_DEDUPLICATE_FOR_SECONDS: '2592000',
      MAILROOM_SEND_RATE: '500',
      MAILROOM_MAX_SEND_RATE: '500',
      MAILROOM_WORKERS: '25',
      MAILROOM_RETRY_FOR_SECONDS: '3600',
      MAILROOM_RETRY_CAP_SECONDS: '200',
      MAILROOM_HOLD_CAP_SECONDS: '200',
      MAILROOM_UNASKED_HOLD_CAP_SECONDS: '3600',
      MAILROOM_UNASKED_HOLD_RATE: '25',
    });
  });

  it('holds every variable that the emailer reads, and nothing else', () => {
    const stack = new Stack(anApp(), 'Backend', { env: { account: '123456789012', region: 'us-east-1' } });
    const props = {
      sesRegion: 'us-east-1',
      deliverOnlyTo: ['@example.com'],
      redirectTo: 'team@example.com',
    };
    const pipeline = aPipeline(props, { stack });

    expect(Object.keys(environmentOf(pipeline)).toSorted()).toEqual(Object.keys(schema.entries).toSorted());
  });

  it.each([{ sendRate: 0.5 }, { sendRate: 14 }, { sendRate: 50 }, { sendRate: 500 }, {}])(
    'shares the rate among just the workers that the mapping may run: %j',
    (props) => {
      const pipeline = aPipeline(props);
      const { ScalingConfig } = mappingOf(pipeline.emailer).Properties;

      expect(environmentOf(pipeline).MAILROOM_WORKERS).toBe(
        String((ScalingConfig as { MaximumConcurrency: number }).MaximumConcurrency),
      );
    },
  );
});

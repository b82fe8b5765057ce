import { describe, expect, it } from '@jest/globals';
import { Duration } from 'aws-cdk-lib';
import { aPipeline, templateOf } from '../support/construct/pipeline-template.ts';
import { differenceOf } from '../support/construct/template-difference.ts';
import { maskTemplate } from '../support/construct/template-mask.ts';

describe('the template of CustomNotifications', () => {
  it('stays as it is with the address alone', () => {
    expect(theDefault()).toMatchSnapshot();
  });

  it('differs from that with every prop as it did', () => {
    const pipeline = aPipeline({
      sourceAddress: 'Sender <sender@example.com>',
      deliverOnlyTo: ['@example.com'],
      redirectTo: 'team@example.com',
      sendRate: 100,
      retryFor: Duration.days(7),
      deduplicateFor: Duration.days(30),
      alarmEmail: 'Operator <operator@example.com>',
      alarms: { oldAfter: Duration.hours(1), dailyQuotaUsedPercent: 50 },
      dashboard: true,
    });

    expect(differenceOf(theDefault(), maskTemplate(templateOf(pipeline).toJSON()))).toMatchSnapshot();
  });
});

function theDefault(): unknown {
  return maskTemplate(templateOf(aPipeline()).toJSON());
}

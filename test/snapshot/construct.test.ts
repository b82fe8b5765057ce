import { describe, expect, it } from '@jest/globals';
import { Duration } from 'aws-cdk-lib';
import { aPipeline, aStack, templateOf } from '../support/pipeline-template.ts';
import { maskTemplate } from '../support/template-mask.ts';

describe('the template of CustomNotifications', () => {
  it('stays as it is with the address alone', () => {
    expect(maskTemplate(templateOf(aPipeline()).toJSON())).toMatchSnapshot();
  });

  it('stays as it is with every prop', () => {
    const pipeline = aPipeline({
      sourceAddress: 'Sender <sender@example.com>',
      sendRate: 100,
      retryFor: Duration.days(7),
      deduplicateFor: Duration.days(30),
      alarmEmail: 'Operator <operator@example.com>',
      alarms: { oldAfter: Duration.hours(1), dailyQuotaUsedPercent: 50 },
      dashboard: true,
    });

    expect(maskTemplate(templateOf(pipeline).toJSON())).toMatchSnapshot();
  });

  it('stays as it is with two in one stack', () => {
    const stack = aStack();
    aPipeline({ sendRate: 7 }, { stack, id: 'Accounts' });
    aPipeline({ sendRate: 7, sourceAddress: 'news@example.com' }, { stack, id: 'News' });

    expect(maskTemplate(templateOf(stack).toJSON())).toMatchSnapshot();
  });
});

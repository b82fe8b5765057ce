import { describe, expect, it } from '@jest/globals';
import { Duration, Lazy, Token } from 'aws-cdk-lib';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { CustomNotificationsProps } from '../../../../lib/index.ts';
import {
  aPipeline,
  aStack,
  onlyResource,
  templateOf,
  warningsOf,
} from '../../../support/construct/pipeline-template.ts';

type Props = Partial<CustomNotificationsProps>;

describe('alarmEmail', () => {
  it.each([
    { alarmEmail: 'operator', got: '"operator"' },
    { alarmEmail: '', got: '""' },
    { alarmEmail: 7 as never, got: '7' },
    { alarmEmail: null as never, got: 'null' },
  ])('is refused in one sentence where it is $got', ({ alarmEmail, got }) => {
    expect(() => aPipeline({ alarmEmail })).toThrow(
      new Error(
        'Backend/Notifications: alarmEmail: expected an email address, as in operator@example.com, got ' +
          `${got}; give the one that alarms are to wake`,
      ),
    );
  });

  it.each([
    { name: 'an address', alarmEmail: 'operator@example.com', endpoint: 'operator@example.com' },
    {
      name: 'an address with a name',
      alarmEmail: 'Operator <operator@example.com>',
      endpoint: 'operator@example.com',
    },
    {
      name: 'a token',
      alarmEmail: Lazy.string({ produce: () => 'late@example.com' }),
      endpoint: 'late@example.com',
    },
  ])('is subscribed as the bare address where it is $name', ({ alarmEmail, endpoint }) => {
    const pipeline = aPipeline({ alarmEmail });

    const isEmail = ({ Properties }: { Properties: Record<string, unknown> }) =>
      Properties.Protocol === 'email';
    const { Properties } = onlyResource(pipeline, 'AWS::SNS::Subscription', isEmail);

    expect(Properties.Endpoint).toBe(endpoint);
  });

  it('is refused beside alarmTopic', () => {
    const stack = aStack();
    const alarmTopic = new Topic(stack, 'Pager');

    expect(() => aPipeline({ alarmEmail: 'operator@example.com', alarmTopic }, { stack })).toThrow(
      new Error(
        'Backend/Notifications: alarmEmail and alarmTopic: expected one of them, got both; subscribe the address to ' +
          'your topic and leave out alarmEmail',
      ),
    );
  });
});

describe('alarmTopic', () => {
  it.each([
    {
      alarmTopic: 'arn:aws:sns:eu-west-1:123456789012:pager',
      got: '"arn:aws:sns:eu-west-1:123456789012:pager"',
    },
    { alarmTopic: null, got: 'null' },
  ])('is refused in one sentence where it is $got', ({ alarmTopic, got }) => {
    expect(() => aPipeline({ alarmTopic: alarmTopic as never })).toThrow(
      new Error(
        `Backend/Notifications: alarmTopic: expected an SNS topic, got ${got}; for an ARN give ` +
          'Topic.fromTopicArn(stack, id, arn)',
      ),
    );
  });
});

describe('alarms', () => {
  it('creates none, and no topic, where it is false', () => {
    const pipeline = aPipeline({ alarms: false });

    templateOf(pipeline).resourceCountIs('AWS::CloudWatch::Alarm', 0);
    templateOf(pipeline).resourceCountIs('AWS::SNS::Topic', 2);
    expect([pipeline.alarms, pipeline.alarmTopic]).toEqual([undefined, undefined]);
  });

  it.each([
    { prop: 'alarmEmail', props: (): Props => ({ alarmEmail: 'operator@example.com' }) },
    { prop: 'alarmTopic', props: (): Props => ({ alarmTopic: new Topic(aStack(), 'Pager') }) },
  ])('is refused as false beside $prop', ({ prop, props }) => {
    expect(() => aPipeline({ ...props(), alarms: false })).toThrow(
      new Error(
        `Backend/Notifications: ${prop}: expected none with alarms: false, since there is no alarm to send; leave out ` +
          'one of the two',
      ),
    );
  });

  it.each([true, null, 15])('is refused in one sentence where it is %j', (alarms) => {
    expect(() => aPipeline({ alarms: alarms as never })).toThrow(
      new Error(
        'Backend/Notifications: alarms: expected thresholds, as in { oldAfter: Duration.minutes(15) }, or false, got ' +
          alarms,
      ),
    );
  });
});

describe('alarms.oldAfter', () => {
  it.each([
    { name: 'left out, with a short horizon', props: { retryFor: Duration.minutes(5) }, seconds: 150 },
    { name: 'a minute', props: { alarms: { oldAfter: Duration.minutes(1) } }, seconds: 60 },
    { name: 'the horizon', props: { alarms: { oldAfter: Duration.hours(24) } }, seconds: 86_400 },
  ])('is the threshold in seconds where it is $name', ({ props, seconds }) => {
    expect(thresholdOf('NotificationsOld', props)).toBe(seconds);
  });

  it.each([
    { oldAfter: Duration.seconds(59), got: '59 seconds' },
    { oldAfter: Duration.hours(25), got: '1 day 1 hour' },
  ])('is refused where it is $got', ({ oldAfter, got }) => {
    expect(() => aPipeline({ alarms: { oldAfter } })).toThrow(
      new Error(
        'Backend/Notifications: alarms.oldAfter: expected 1 minute to retryFor, 1 day, after which nothing waits any ' +
          `more, got ${got}; give a Duration between`,
      ),
    );
  });

  it('is refused where it is no Duration', () => {
    expect(() => aPipeline({ alarms: { oldAfter: 15 as never } })).toThrow(
      'Backend/Notifications: alarms.oldAfter: expected a Duration, as in Duration.minutes(15), got 15',
    );
  });

  it('passes as a token, taken for its default with a warning', () => {
    const props = { alarms: { oldAfter: Duration.minutes(Token.asNumber({ Ref: 'Minutes' })) } };

    expect(thresholdOf('NotificationsOld', props)).toBe(900);
    expect(warningsOf(aPipeline(props))).toEqual([
      'Backend/Notifications: alarms.oldAfter is not known at synth, so the alarm assumes 15 minutes; ' +
        'give a plain value. [ack: amplify-mailroom:unresolved-alarms.oldAfter]',
    ]);
  });
});

describe('alarms.dailyQuotaUsedPercent', () => {
  it.each([
    { name: 'one', alarms: { dailyQuotaUsedPercent: 1 }, percent: 1 },
    { name: 'a hundred', alarms: { dailyQuotaUsedPercent: 100 }, percent: 100 },
  ])('is the threshold where it is $name', ({ alarms, percent }) => {
    expect(thresholdOf('DailyQuotaNearlyUsed', { alarms })).toBe(percent);
  });

  it.each([0, 0.8, 100.1, Number.NaN, '80', null])('is refused where it is %j', (given) => {
    expect(() => aPipeline({ alarms: { dailyQuotaUsedPercent: given as never } })).toThrow(
      new Error(
        'Backend/Notifications: alarms.dailyQuotaUsedPercent: expected 1 to 100, got ' +
          `${typeof given === 'string' ? `"${given}"` : given}; give a number between, or leave it out`,
      ),
    );
  });

  it('passes as a token, taken for its default with a warning', () => {
    const props = { alarms: { dailyQuotaUsedPercent: Token.asNumber({ Ref: 'Percent' }) } };

    expect(thresholdOf('DailyQuotaNearlyUsed', props)).toBe(80);
    expect(warningsOf(aPipeline(props))).toEqual([
      'Backend/Notifications: alarms.dailyQuotaUsedPercent is not known at synth, so the alarm assumes 80; ' +
        'give a plain value. [ack: amplify-mailroom:unresolved-alarms.dailyQuotaUsedPercent]',
    ]);
  });
});

describe('dashboard', () => {
  it('creates none where it is false', () => {
    const pipeline = aPipeline({ dashboard: false });

    templateOf(pipeline).resourceCountIs('AWS::CloudWatch::Dashboard', 0);
    expect(pipeline.dashboard).toBeUndefined();
  });

  it.each(['no', 0, null])('is refused where it is %j', (dashboard) => {
    expect(() => aPipeline({ dashboard: dashboard as never })).toThrow(
      /^Backend\/Notifications: dashboard: expected true or false, got ("no"|0|null)$/,
    );
  });
});

function thresholdOf(kind: 'NotificationsOld' | 'DailyQuotaNearlyUsed', props: Props): unknown {
  const pipeline = aPipeline(props);
  const alarm = pipeline.alarms?.[kind].node.defaultChild as { threshold?: number };
  return alarm.threshold;
}

import { describe, expect, it } from '@jest/globals';
import { Duration, Lazy, Stack, Token } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import {
  type CustomNotifications,
  type CustomNotificationsProps,
  CustomNotifications as Pipeline,
} from '../../../lib/index.ts';
import { anApp, aPipeline, aStack, onlyResource, resourceOf } from '../../support/pipeline-template.ts';

describe('sourceAddress', () => {
  it.each([
    { name: 'no address', sourceAddress: 'ada', got: '"ada"' },
    { name: 'half an address', sourceAddress: 'ada@', got: '"ada@"' },
    {
      name: 'a line break',
      sourceAddress: 'ada@example.com\nBcc: eve@example.com',
      got: String.raw`"ada@example.com\nBcc: eve@example.com"`,
    },
    { name: 'nothing', sourceAddress: undefined as never, got: 'undefined' },
    { name: 'a number', sourceAddress: 7 as never, got: '7' },
  ])('is refused in one sentence where it is $name', ({ sourceAddress, got }) => {
    expect(() => new Pipeline(aStack(), 'Notifications', { sourceAddress })).toThrow(
      'Backend/Notifications: sourceAddress: expected an email address, as in sender@example.com or ' +
        `Sender <sender@example.com>, got ${got}; give one that SES has verified`,
    );
  });

  it('passes as a token', () => {
    const sourceAddress = Lazy.string({ produce: () => 'late@example.com' });

    expect(resourceOf(aPipeline({ sourceAddress }).emailer).Properties).toMatchObject({
      Environment: { Variables: { MAILROOM_SOURCE_ADDRESS: 'late@example.com' } },
    });
  });
});

describe('the props', () => {
  it.each([undefined, null, 'ada@example.com'])('are refused in one sentence where they are %j', (props) => {
    expect(() => new Pipeline(aStack(), 'Notifications', props as never)).toThrow(
      /^Backend\/Notifications: expected props with a sourceAddress, got /,
    );
  });

  it.each([5, null, '24 hours'])(
    'are refused in one sentence where retryFor is no Duration: %j',
    (retryFor) => {
      expect(() => aPipeline({ retryFor: retryFor as never })).toThrow(
        /^Backend\/Notifications: retryFor: expected a Duration, as in Duration\.hours\(24\), got /,
      );
    },
  );
});

describe('sendRate', () => {
  it.each([0, -1, 0.49, 500.1, Number.NaN, Number.POSITIVE_INFINITY])(
    'is refused where it is %d',
    (sendRate) => {
      expect(() => aPipeline({ sendRate })).toThrow(
        `Backend/Notifications: sendRate: expected 0.5 to 500 emails a second, got ${sendRate}; ` +
          "give this pipeline's share of the account's SES sending quota, or leave it out",
      );
    },
  );

  it.each([
    { sendRate: 0.5, workers: 2 },
    { sendRate: 500, workers: 100 },
  ])('is taken at its end $sendRate', ({ sendRate, workers }) => {
    expect(workersOf(aPipeline({ sendRate }))).toBe(workers);
  });

  it.each(['5', true, [5], null])('is refused where it is no number: %j', (sendRate) => {
    expect(() => aPipeline({ sendRate: sendRate as never })).toThrow(
      /^Backend\/Notifications: sendRate: expected 0\.5 to 500 emails a second, got .+; give this pipeline's share/,
    );
  });

  it('passes as a token, planned as 14 with a warning', () => {
    const pipeline = aPipeline({ sendRate: Token.asNumber({ Ref: 'Rate' }) });

    expect(workersOf(pipeline)).toBe(workersOf(aPipeline({ sendRate: 14 })));
    expect(warningsOf(pipeline)).toEqual([
      'Backend/Notifications: sendRate is not known at synth, so the delivery plan assumes 14 emails a second; ' +
        'give a plain value. [ack: amplify-mailroom:unresolved-sendRate]',
    ]);
  });
});

describe('retryFor', () => {
  it.each([
    { retryFor: Duration.minutes(4), got: '4 minutes' },
    { retryFor: Duration.days(7).plus(Duration.seconds(1)), got: '7 days 1 second' },
    { retryFor: Duration.days(14), got: '14 days' },
  ])('is refused where it is $got', ({ retryFor, got }) => {
    expect(() => aPipeline({ retryFor })).toThrow(
      'Backend/Notifications: retryFor: expected 5 minutes to 7 days, so that a dead letter, whose 14 days count from ' +
        `its first day in the queue, has at least 6 of them left, got ${got}; give a Duration between`,
    );
  });

  it.each([
    { name: 'five minutes', retryFor: Duration.minutes(5), seconds: 86_700 },
    { name: 'seven days', retryFor: Duration.days(7), seconds: 691_200 },
    { name: 'no whole number of seconds', retryFor: Duration.millis(600_001), seconds: 87_001 },
  ])('is taken where it is $name', ({ retryFor, seconds }) => {
    expect(resourceOf(aPipeline({ retryFor }).queue).Properties).toMatchObject({
      MessageRetentionPeriod: seconds,
    });
  });

  it('passes as a token, planned as 24 hours with a warning', () => {
    const pipeline = aPipeline({ retryFor: Duration.seconds(Token.asNumber({ Ref: 'Horizon' })) });

    expect(resourceOf(pipeline.queue).Properties).toMatchObject({ MessageRetentionPeriod: 172_800 });
    expect(warningsOf(pipeline)).toEqual([
      'Backend/Notifications: retryFor is not known at synth, so the delivery plan assumes 24 hours; ' +
        'give a plain value. [ack: amplify-mailroom:unresolved-retryFor]',
    ]);
  });
});

describe('several pipelines in one app', () => {
  const warning = (path: string, neighbour: string) =>
    `${path} has no sendRate, but shares the account's SES sending quota with ${neighbour}; ` +
    'give each of them its share as sendRate. [ack: amplify-mailroom:shared-quota]';

  it.each<{ name: string; props: Partial<CustomNotificationsProps>[]; warned: [string[], string[]] }>([
    {
      name: 'neither has a send rate',
      props: [{}, {}],
      warned: [[warning('A/P', 'B/P')], [warning('B/P', 'A/P')]],
    },
    { name: 'only the first has one', props: [{ sendRate: 7 }, {}], warned: [[], [warning('B/P', 'A/P')]] },
    { name: 'only the second has one', props: [{}, { sendRate: 7 }], warned: [[warning('A/P', 'B/P')], []] },
    { name: 'both have one', props: [{ sendRate: 7 }, { sendRate: 7 }], warned: [[], []] },
  ])('are warned of their shared quota where $name', ({ props, warned }) => {
    const app = anApp();
    const [one, other] = ['A', 'B'].map((id, index) =>
      aPipeline(props[index], { stack: aStack(id, app), id: 'P' }),
    );

    expect([warningsOf(one), warningsOf(other)]).toEqual(warned);
  });

  it('are not warned where they are in different regions', () => {
    const app = anApp();
    const [one, other] = ['eu-west-1', 'us-east-1'].map((region) =>
      aPipeline({}, { stack: new Stack(app, region, { env: { account: '123456789012', region } }) }),
    );

    expect([...warningsOf(one), ...warningsOf(other)]).toEqual([]);
  });

  it('are not warned of a pipeline in another app', () => {
    expect([...warningsOf(aPipeline()), ...warningsOf(aPipeline())]).toEqual([]);
  });
});

describe('outputs', () => {
  it('hold the addresses of every part, under the stack’s and the pipeline’s id', () => {
    const pipeline = aPipeline();

    expect(pipeline.outputs).toEqual({
      custom: {
        pipelines: {
          'Backend/Notifications': {
            topicArn: pipeline.topic.topicArn,
            queueUrl: pipeline.queue.queueUrl,
            deadLetterQueueUrl: pipeline.deadLetterQueue.queueUrl,
            undeliveredQueueUrl: pipeline.undeliveredQueue.queueUrl,
            functions: { publisher: pipeline.publisher.functionName, emailer: pipeline.emailer.functionName },
          },
        },
      },
    });
  });

  it('name a pipeline within other constructs by the path from its stack', () => {
    const scope = new Construct(aStack(), 'Team');
    const pipeline = new Pipeline(scope, 'Notifications', { sourceAddress: 'sender@example.com' });

    expect(Object.keys(pipeline.outputs.custom.pipelines)).toEqual(['Backend/Team/Notifications']);
  });
});

function workersOf(pipeline: CustomNotifications): unknown {
  const mapping = onlyResource(pipeline, 'AWS::Lambda::EventSourceMapping');
  return (mapping.Properties.ScalingConfig as { MaximumConcurrency: number }).MaximumConcurrency;
}

function warningsOf(pipeline: CustomNotifications | undefined): unknown[] {
  if (pipeline === undefined) throw new Error('There is no such pipeline');
  return Annotations.fromStack(Stack.of(pipeline))
    .findWarning('*', Match.anyValue())
    .map(({ entry }) => entry.data);
}

import { secret } from '@aws-amplify/backend';
import { describe, expect, it } from '@jest/globals';
import { Duration, Lazy, Stack, Token } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CustomNotifications } from '../../../lib/index.ts';
import { resolveProps } from '../../../lib/props.ts';
import {
  aPipeline,
  aStack,
  environmentOf,
  mappingOf,
  resourceOf,
  warningsOf,
} from '../../support/construct/pipeline-template.ts';

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
    expect(() => new CustomNotifications(aStack(), 'Notifications', { sourceAddress })).toThrow(
      'Backend/Notifications: sourceAddress: expected an email address, as in sender@example.com or ' +
        `Sender <sender@example.com>, got ${got}; give one that SES has verified`,
    );
  });

  it('is refused where SES would not take it with its display name, with both numbers', () => {
    const sourceAddress = `${'é'.repeat(130)} <sender@example.com>`;

    expect(() => new CustomNotifications(aStack(), 'Notifications', { sourceAddress })).toThrow(
      'sourceAddress: expected at most 320 bytes of address and display name, as SES counts them, instead of 454',
    );
  });

  it.each([
    ['itself', secret('SENDER') as never],
    ['within a text', `Sender <${secret('SENDER')}>`],
  ])('is refused as a secret %s, with what to give in its place', (_, sourceAddress) => {
    expect(() => new CustomNotifications(aStack(), 'Notifications', { sourceAddress })).toThrow(
      'got secret(), which has no value until a function runs; give the address as text, or read it from process.env',
    );
  });

  it('is allowed as SES knows it where its domain is not ASCII', () => {
    const { emailer } = aPipeline({ sourceAddress: 'Bücher <kontakt@bücher.example>' });

    expect(JSON.stringify(Template.fromStack(Stack.of(emailer)))).toContain(
      '"ses:FromAddress":"kontakt@xn--bcher-kva.example"',
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
    expect(() => new CustomNotifications(aStack(), 'Notifications', props as never)).toThrow(
      /^Backend\/Notifications: expected props with a sourceAddress, got /,
    );
  });
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
    { sendRate: 500, workers: 25 },
  ])('is taken at its end $sendRate', ({ sendRate, workers }) => {
    expect(workersOf(aPipeline({ sendRate }))).toBe(workers);
  });

  it.each(['5', true, [5], null])('is refused where it is no number: %j', (sendRate) => {
    expect(() => aPipeline({ sendRate: sendRate as never })).toThrow(
      /^Backend\/Notifications: sendRate: expected 0\.5 to 500 emails a second, got .+; give this pipeline's share/,
    );
  });

  it('stays open where it is left out, so that the emailer follows the account’s rate', () => {
    expect(resolveProps(aStack(), { sourceAddress: 'sender@example.com' }).sendRate).toBeUndefined();
  });

  it('bounds the emailer where it is given, though it is the rate that is assumed without', () => {
    expect(environmentOf(aPipeline({ sendRate: 14 }))).toMatchObject({
      MAILROOM_SEND_RATE: '14',
      MAILROOM_MAX_SEND_RATE: '14',
    });
  });

  it('passes as a token, planned as if it were left out, with a warning', () => {
    const pipeline = aPipeline({ sendRate: Token.asNumber({ Ref: 'Rate' }) });

    expect(environmentOf(pipeline)).toEqual(environmentOf(aPipeline()));
    expect(warningsOf(pipeline)).toEqual([
      'Backend/Notifications: sendRate is not known at synth, so the delivery plan assumes 14 emails a second; ' +
        'give a plain value. [ack: amplify-mailroom:unresolved-sendRate]',
    ]);
  });
});

describe('retryFor', () => {
  it.each([5, null, '24 hours'])('is refused in one sentence where it is no Duration: %j', (retryFor) => {
    expect(() => aPipeline({ retryFor: retryFor as never })).toThrow(
      new Error(
        'Backend/Notifications: retryFor: expected a Duration, as in Duration.hours(24), got ' +
          (typeof retryFor === 'string' ? `"${retryFor}"` : retryFor),
      ),
    );
  });

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
    { name: 'five minutes', retryFor: Duration.minutes(5), seconds: '300' },
    { name: 'seven days', retryFor: Duration.days(7), seconds: '604800' },
    { name: 'no whole number of seconds', retryFor: Duration.millis(600_001), seconds: '601' },
  ])('is taken where it is $name', ({ retryFor, seconds }) => {
    expect(environmentOf(aPipeline({ retryFor })).MAILROOM_RETRY_FOR_SECONDS).toBe(seconds);
  });

  it.each([
    { sendRate: 500, retryFor: Duration.days(7), got: '7 days', hours: 41 },
    { sendRate: 500, retryFor: Duration.seconds(151_133), got: '1 day 17 hours', hours: 41 },
    { sendRate: 125, retryFor: Duration.days(7), got: '7 days', hours: 167 },
  ])('is refused where it is $got at $sendRate emails a second', ({ sendRate, retryFor, got, hours }) => {
    expect(() => aPipeline({ sendRate, retryFor })).toThrow(
      new Error(
        `Backend/Notifications: retryFor: expected at most ${hours} hours at ${sendRate} emails a second, since SQS ` +
          `counts receives to 1,000 and keeps 120,000 messages in flight, got ${got}; give a shorter Duration or a ` +
          'lower sendRate',
      ),
    );
  });

  it.each([
    { sendRate: 500, retryFor: Duration.seconds(151_132) },
    { sendRate: 124, retryFor: Duration.days(7) },
  ])('is taken up to where its receives last at $sendRate emails a second', ({ sendRate, retryFor }) => {
    expect(environmentOf(aPipeline({ sendRate, retryFor }))).toMatchObject({
      MAILROOM_RETRY_FOR_SECONDS: String(retryFor.toSeconds()),
    });
  });

  it('passes as a token, planned as 24 hours with a warning', () => {
    const pipeline = aPipeline({ retryFor: Duration.seconds(Token.asNumber({ Ref: 'Horizon' })) });

    expect(environmentOf(pipeline).MAILROOM_RETRY_FOR_SECONDS).toBe('86400');
    expect(warningsOf(pipeline)).toEqual([
      'Backend/Notifications: retryFor is not known at synth, so the delivery plan assumes 24 hours; ' +
        'give a plain value. [ack: amplify-mailroom:unresolved-retryFor]',
    ]);
  });
});

describe('deduplicateFor', () => {
  it.each([5, null, true, '30 days'])('is refused in one sentence where it is no Duration: %j', (value) => {
    expect(() => aPipeline({ deduplicateFor: value as never })).toThrow(
      new Error(
        'Backend/Notifications: deduplicateFor: expected a Duration, as in Duration.days(30), or false, got ' +
          (typeof value === 'string' ? `"${value}"` : value),
      ),
    );
  });

  it.each([
    {
      name: 'below the default retryFor',
      props: {},
      deduplicateFor: Duration.hours(23),
      from: '1 day',
      got: '23 hours',
    },
    {
      name: 'below the given retryFor',
      props: { retryFor: Duration.days(2) },
      deduplicateFor: Duration.days(1),
      from: '2 days',
      got: '1 day',
    },
    {
      name: 'no time at all',
      props: {},
      deduplicateFor: Duration.seconds(0),
      from: '1 day',
      got: '0 seconds',
    },
    { name: 'above a year', props: {}, deduplicateFor: Duration.days(366), from: '1 day', got: '366 days' },
  ])('is refused where it is $name', ({ props, deduplicateFor, from, got }) => {
    expect(() => aPipeline({ ...props, deduplicateFor })).toThrow(
      new Error(
        `Backend/Notifications: deduplicateFor: expected retryFor, ${from}, to 365 days, got ${got}; ` +
          'give a Duration between, or false',
      ),
    );
  });

  it.each([
    { name: 'as long as retryFor', deduplicateFor: Duration.hours(24), seconds: '86400' },
    { name: 'a year', deduplicateFor: Duration.days(365), seconds: '31536000' },
  ])('reaches the emailer where it is $name', ({ deduplicateFor, seconds }) => {
    expect(environmentOf(aPipeline({ deduplicateFor }))).toMatchObject({
      MAILROOM_DEDUPLICATE_FOR_SECONDS: seconds,
    });
  });

  it('passes as a token, planned as if it were left out, with a warning', () => {
    const pipeline = aPipeline({ deduplicateFor: Duration.days(Token.asNumber({ Ref: 'Days' })) });

    expect(environmentOf(pipeline)).toEqual(environmentOf(aPipeline()));
    expect(warningsOf(pipeline)).toEqual([
      'Backend/Notifications: deduplicateFor is not known at synth, so the delivery plan assumes its default; ' +
        'give a plain value. [ack: amplify-mailroom:unresolved-deduplicateFor]',
    ]);
  });
});

function workersOf(pipeline: CustomNotifications): unknown {
  const mapping = mappingOf(pipeline.emailer);
  return (mapping.Properties.ScalingConfig as { MaximumConcurrency: number }).MaximumConcurrency;
}

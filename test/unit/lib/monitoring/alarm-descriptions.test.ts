import { describe, expect, it } from '@jest/globals';
import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import fc from 'fast-check';
import { ALARMS, type AlarmKind } from '../../../../contract/alarms.ts';
import { planDelivery } from '../../../../lib/delivery-plan.ts';
import { CustomNotifications } from '../../../../lib/index.ts';
import { describeAlarm } from '../../../../lib/monitoring/alarm-descriptions.ts';
import { anApp, resourceOf } from '../../../support/construct/pipeline-template.ts';

const FACTS = {
  plan: planDelivery({ sendRate: undefined, retryForSeconds: 86_400 }),
  settings: { oldAfterSeconds: 900, dailyQuotaUsedPercent: 80, email: undefined, topic: undefined },
};

describe('describeAlarm', () => {
  it('tells what happened, what it means, what to type and where to read on', () => {
    expect(describeAlarm('DeadLetterArrived', 'Mail/Notifications', FACTS)).toBe(
      'A notification became a dead letter.\n' +
        'It is not sent unless it is redriven; the list says why it was given up. This alarm is OK again twenty minutes ' +
        'after the last arrival, although the dead letters are still there.\n' +
        'Type: npx amplify-mailroom dlq list --outputs --pipeline Mail/Notifications; ' +
        'npx amplify-mailroom status --outputs --pipeline Mail/Notifications\n' +
        'See docs/operations.md#deadletterarrived',
    );
  });

  it.each<[AlarmKind, string]>([
    [
      'DeadLetterArrived',
      'npx amplify-mailroom dlq list --outputs --pipeline A/B; npx amplify-mailroom status --outputs --pipeline A/B',
    ],
    [
      'NotificationUndelivered',
      'npx amplify-mailroom dlq list --undelivered --outputs --pipeline A/B; npx amplify-mailroom status --outputs --pipeline A/B',
    ],
    ['NotificationsOld', 'npx amplify-mailroom status --outputs --pipeline A/B'],
    ['NotificationsHeld', 'npx amplify-mailroom status --outputs --pipeline A/B'],
    ['EmailerErrors', 'npx amplify-mailroom status --outputs --pipeline A/B'],
    ['EmailerThrottles', 'npx amplify-mailroom status --outputs --pipeline A/B'],
    ['EmailerTimeouts', 'npx amplify-mailroom status --outputs --pipeline A/B'],
    ['DailyQuotaNearlyUsed', 'npx amplify-mailroom status --outputs --pipeline A/B'],
  ])('has the one whom %s wakes type: %s', (kind, commands) => {
    const lines = describeAlarm(kind, 'A/B', FACTS).split('\n');

    expect(lines).toHaveLength(4);
    expect(lines.slice(2)).toEqual([`Type: ${commands}`, `See docs/operations.md#${kind.toLowerCase()}`]);
  });

  it.each([
    ['NotificationsOld', 'A notification has waited for 15 minutes or longer.'],
    ['NotificationsOld', 'the send rate of 14 a second'],
    ['NotificationsOld', 'until it is 24 hours old'],
    ['NotificationsHeld', 'up to 60 minutes later'],
    ['EmailerErrors', 'come back after 6 minutes'],
    ['EmailerTimeouts', 'its timeout of 60 seconds'],
    ['DailyQuotaNearlyUsed', '80 percent or more of the daily SES quota'],
  ] as const)('tells of %s in the pipeline’s own numbers: %s', (kind, words) => {
    expect(describeAlarm(kind, 'A/B', FACTS)).toContain(words);
  });

  it.each([
    ['My Stack/Mail', `'My Stack/Mail'`],
    [`Ada's/Mail`, String.raw`'Ada'\''s/Mail'`],
    ['$(reboot)/Mail', `'$(reboot)/Mail'`],
  ])('quotes the name %s for a shell', (name, quoted) => {
    expect(describeAlarm('EmailerErrors', name, FACTS)).toContain(`--pipeline ${quoted}\n`);
  });

  it('says where the name is that would not fit', () => {
    expect(describeAlarm('EmailerErrors', 'a'.repeat(1000), FACTS)).toContain(
      `--pipeline '<its name in amplify_outputs.json>'\n`,
    );
  });

  it('has at most 1,024 characters, whatever the pipeline and its numbers are', () => {
    const numbers = fc.record({
      sendRate: fc.option(fc.double({ min: 0.5, max: 500, noNaN: true }), { nil: undefined }),
      retryForSeconds: fc.integer({ min: 300, max: 604_800 }),
      oldAfterSeconds: fc.integer({ min: 60, max: 604_800 }),
      dailyQuotaUsedPercent: fc.double({ min: 1, max: 100, noNaN: true }),
    });
    fc.assert(
      fc.property(
        fc.constantFrom(...ALARMS),
        fc.string({ maxLength: 2000, size: 'max' }),
        numbers,
        (kind, name, { sendRate, retryForSeconds, ...thresholds }) => {
          const plan = planDelivery({ sendRate, retryForSeconds });
          const settings = { ...FACTS.settings, ...thresholds };

          const description = describeAlarm(kind, name, { plan, settings });

          expect(description.length).toBeLessThanOrEqual(1024);
        },
      ),
    );
  });
});

describe('the alarms', () => {
  it('name their pipeline as its outputs do', () => {
    const scope = new Construct(new Stack(anApp(), 'Backend'), 'Team');
    const pipeline = new CustomNotifications(scope, 'Mail', { sourceAddress: 'sender@example.com' });

    const described = ALARMS.map(
      (kind) => resourceOf((pipeline.alarms as Record<AlarmKind, never>)[kind]).Properties.AlarmDescription,
    );

    expect(described).toEqual(
      ALARMS.map(() => expect.stringContaining(' --outputs --pipeline Backend/Team/Mail')),
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { AlarmPart, StatusDocument } from '../../../../cli/status/document.ts';
import { formatStatus } from '../../../../cli/status/format.ts';
import { widthOf } from '../../../../words/width.ts';
import { anyForeignText, UNPRINTABLE } from '../../../support/any/any-foreign-text.ts';
import { ago, aLayout } from '../../../support/command/a-layout.ts';
import { aListedGroup } from '../../words/dead-letters/a-listing.ts';

const anAlarm = (kind: string, parts: Partial<AlarmPart> = {}): AlarmPart => ({
  ...{ kind, name: `mail-${kind}`, state: 'OK', reason: 'Threshold not crossed.', since: ago(3_600) },
  description: 'It happened. It means something.\nType: npx amplify-mailroom status',
  ...parts,
});

const ALL_WELL: StatusDocument = {
  time: ago(0),
  account: '123456789012',
  region: 'eu-west-1',
  pipeline: 'Mail/Notifications',
  queue: { value: { visible: 0, inFlight: 0, delayed: 0 } },
  postponed: { value: [] },
  oldestSeconds: { value: null },
  deadLetters: { value: { visible: 0, inFlight: 0, delayed: 0, groups: [], partial: [] } },
  undelivered: { value: { visible: 0, inFlight: 0, delayed: 0 } },
  moveTask: { value: null },
  quota: { value: { sendRate: 14, daily: 50_000, sentLast24Hours: 1_204 } },
  feedback: { value: null },
  alarms: { value: [anAlarm('DeadLetterArrived'), anAlarm('NotificationsHeld')] },
  next: [],
};

const AT_NIGHT: StatusDocument = {
  ...ALL_WELL,
  queue: { value: { visible: 1_312, inFlight: 20, delayed: 2 } },
  postponed: {
    value: [
      {
        ...{ kind: 'held', reason: 'account-paused', explanation: 'SES has paused sending for the account.' },
        ...{ count: 17, oldest: ago(10_920), nextAttempt: ago(-245), lastAttempt: ago(-2_280) },
      },
      {
        ...{ kind: 'retried', reason: 'throttled', explanation: 'SES throttled the send rate.' },
        ...{ count: 1, oldest: ago(20), nextAttempt: ago(-5), lastAttempt: ago(-5) },
      },
    ],
  },
  oldestSeconds: { value: 10_920 },
  deadLetters: {
    value: {
      ...{ visible: 4_058, inFlight: 2, delayed: 0 },
      groups: [
        aListedGroup({ redriven: 0 }),
        aListedGroup({ reason: 'invalid', error: 'InvalidNotificationError', count: 60, redriven: 60 }),
      ],
      partial: ['The limit was reached.'],
    },
  },
  undelivered: { value: { visible: 3, inFlight: 0, delayed: 0 } },
  moveTask: { value: { status: 'RUNNING', moved: 120, total: 4_060, failure: null, started: ago(30) } },
  alarms: {
    value: [
      anAlarm('NotificationsHeld', {
        ...{ state: 'ALARM', since: ago(245) },
        description: 'SES refuses emails for a reason that only an operator can cure.\nSending is paused.',
      }),
      anAlarm('DailyQuotaNearlyUsed', { state: 'INSUFFICIENT_DATA' }),
      anAlarm('EmailerErrors', { state: 'missing' }),
      anAlarm('DeadLetterArrived'),
    ],
  },
  next: [
    { text: 'SES has paused the account: its console says why.', commands: ['aws sesv2 get-account'] },
    { text: 'Dead letters are not sent by themselves.', commands: ['npx amplify-mailroom dlq list'] },
  ],
};

describe('formatStatus', () => {
  it('is short while all is well', () => {
    expect(formatStatus(ALL_WELL, aLayout(80))).toBe(`Mail/Notifications, eu-west-1, account 123456789012

waiting       0
in flight     0
dead letters  0
undelivered   0
redrive       none
SES           1,204 of 50,000 sent in 24 hours (2 %); up to 14 a second
alarms        all 2 OK
`);
  });

  it('tells the alarms that are on first, then what waits and what is dead', () => {
    expect(formatStatus(AT_NIGHT, aLayout(80))).toBe(`Mail/Notifications, eu-west-1, account 123456789012

ALARM NotificationsHeld, for 4 min 5 s
  SES refuses emails for a reason that only an operator can cure.

waiting       1,312, 2 delayed
in flight     20; hidden until another attempt:
  17  held · account-paused: SES has paused sending for the account. The oldest
      is 3 h 2 min old; the next tried within 4 min 5 s, all within 38 min.
   1  retried · throttled: SES throttled the send rate. The oldest is 20 s old;
      tried again within 5 s.
oldest        3 h 2 min old
dead letters  4,060, 2 of them hidden by a reader
  4,000  expired · MailFromDomainNotVerifiedException
     60  invalid · InvalidNotificationError (all redriven before)
  Not all were looked at. The limit was reached.
undelivered   3
redrive       SQS's task running, 120 of 4,060 moved, began 30 s ago
SES           1,204 of 50,000 sent in 24 hours (2 %); up to 14 a second
alarms        1 on, 1 OK, DailyQuotaNearlyUsed without data, EmailerErrors
              missing in CloudWatch

Next:
  SES has paused the account: its console says why.
    aws sesv2 get-account
  Dead letters are not sent by themselves.
    npx amplify-mailroom dlq list
`);
  });

  it('can be read at 40 columns', () => {
    expect(formatStatus(AT_NIGHT, aLayout(40))).toBe(`Mail/Notifications, eu-west-1, account
123456789012

ALARM NotificationsHeld, for 4 min 5 s
  SES refuses emails for a reason that …

waiting       1,312, 2 delayed
in flight     20; hidden until another
              attempt:
  17  held · account-paused: SES has
      paused sending for the account.
      The oldest is 3 h 2 min old; the
      next tried within 4 min 5 s, all
      within 38 min.
   1  retried · throttled: SES throttled
      the send rate. The oldest is 20 s
      old; tried again within 5 s.
oldest        3 h 2 min old
dead letters  4,060, 2 of them hidden by
              a reader
  4,000  expired ·
         MailFromDomainNotVerifiedExcept
         ion
     60  invalid ·
         InvalidNotificationError (all
         redriven before)
  Not all were looked at. The limit was
  reached.
undelivered   3
redrive       SQS's task running, 120 of
              4,060 moved, began 30 s
              ago
SES           1,204 of 50,000 sent in 24
              hours (2 %); up to 14 a
              second
alarms        1 on, 1 OK,
              DailyQuotaNearlyUsed
              without data,
              EmailerErrors missing in
              CloudWatch

Next:
  SES has paused the account: its
  console says why.
    aws sesv2 get-account
  Dead letters are not sent by
  themselves.
    npx amplify-mailroom dlq list
`);
  });

  it('says in its place why a part could not be read', () => {
    const unavailable = { unavailable: 'AWS answered with AccessDenied.' };
    const parts = {
      queue: unavailable,
      oldestSeconds: unavailable,
      deadLetters: unavailable,
      undelivered: unavailable,
    };
    const more = { moveTask: unavailable, quota: unavailable, alarms: unavailable };

    expect(formatStatus({ ...ALL_WELL, ...parts, ...more }, aLayout(80))).toMatch(
      /(\n[\w ]{14}could not be read: AWS answered with AccessDenied\.){8}\n$/,
    );
    expect(formatStatus({ ...AT_NIGHT, postponed: unavailable }, aLayout(200))).toContain(
      'in flight     20; what of it waits for another attempt could not be read: AWS answered with AccessDenied.',
    );
  });

  it.each<[string, Partial<StatusDocument>, string]>([
    [
      'the age of the oldest yet',
      { queue: { value: { visible: 1, inFlight: 0, delayed: 0 } } },
      'oldest        not known yet\n',
    ],
    [
      'a daily limit',
      { quota: { value: { sendRate: 0.5, daily: null, sentLast24Hours: 0 } } },
      '0 sent in 24 hours, no daily limit; up to 0.5 a second\n',
    ],
    ['any alarm', { alarms: { value: [] } }, 'alarms        none in the outputs of the pipeline\n'],
    [
      'why a task failed',
      {
        moveTask: {
          value: { status: 'FAILED', moved: 0, total: null, failure: 'AccessDenied', started: null },
        },
      },
      "redrive       SQS's task failed: AccessDenied, 0 moved\n",
    ],
  ])('knows what to say without %s', (_, parts, line) => {
    expect(formatStatus({ ...ALL_WELL, ...parts }, aLayout(80))).toContain(line);
  });

  it('leaves room for the rest where many alarms are on and reasons are many', () => {
    const alarms = Array.from({ length: 8 }, (_, n) => anAlarm(`Alarm${n}`, { state: 'ALARM' }));
    const groups = Array.from({ length: 30 }, (_, n) => aListedGroup({ reason: `reason-${n}` }));
    const deadLetters = { value: { visible: 30, inFlight: 0, delayed: 0, groups, partial: [] } };
    const text = formatStatus({ ...ALL_WELL, alarms: { value: alarms }, deadLetters }, aLayout(80));

    expect(text.split('\n').length).toBeLessThanOrEqual(26);
    expect(text).toContain('  … and 24 more reasons, in dlq list\n');
  });

  it.each([40, 80, 200])('fits %d columns, and lets nothing harmful through', (width) => {
    const group = fc.record({ reason: anyForeignText(), error: anyForeignText() }).map(aListedGroup);
    fc.assert(
      fc.property(fc.array(group), anyForeignText(), (groups, text) => {
        const status = {
          ...AT_NIGHT,
          deadLetters: { value: { visible: 1, inFlight: 0, delayed: 0, groups, partial: [] } },
          alarms: {
            value: [anAlarm('Held', { state: 'ALARM', description: text }), anAlarm('Old', { state: text })],
          },
          quota: { unavailable: text },
        };
        const lines = formatStatus(status, aLayout(width)).split('\n');

        expect(lines.filter((line) => widthOf(line) > width && !line.startsWith('  …'))).toEqual([]);
        expect(lines.join('')).not.toMatch(UNPRINTABLE);
      }),
    );
  });
});

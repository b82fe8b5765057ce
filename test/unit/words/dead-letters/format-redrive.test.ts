import { describe, expect, it } from '@jest/globals';
import { formatRedriveOutcome, formatRedrivePlan } from '../../../../words/dead-letters/format-redrive.ts';
import { widthOf } from '../../../../words/width.ts';
import { aGroup, aRedriveOutcome, aRedrivePlan, plainLayout } from './a-redrive-plan.ts';

const EVERYTHING = aRedrivePlan({
  note: 'Message by message: this SQS has no move tasks.',
  groups: [
    aGroup({ count: 3990, redriven: 12 }),
    aGroup({ reason: 'invalid', error: '', count: 10, redriven: 10 }),
  ],
  staying: {
    redrivenBefore: 3,
    unpatchable: { 'subject: expected a non-empty string': 2 },
    notMeant: 60,
  },
  partial: ['SQS counted 4100, and gave 4065.'],
  notGivenBack: 1,
  quotaFault: 'Not allowed (AccessDenied).',
});

describe('formatRedrivePlan', () => {
  it('says how many of which go where, and how long it takes', () => {
    expect(formatRedrivePlan(aRedrivePlan(), plainLayout(80))).toBe(`Redrive 4,000 dead letters
  from  Mail-MailDeadLetterQueueAD8628F2
  to    Mail-MailQueueC8B8B9FB
  rate  14 a second, as many as the pipeline sends
  time  4 min 46 s

  4,000  expired · MailFromDomainNotVerifiedException
`);
  });

  it('says what stays and why, and loudly that the picture is not whole', () => {
    expect(formatRedrivePlan(EVERYTHING, plainLayout(80))).toBe(
      `NOT THE WHOLE PICTURE: SQS counted 4100, and gave 4065.
1 could not be given back: hidden from other readers for up to two minutes.

Message by message: this SQS has no move tasks.

Redrive 4,000 dead letters
  from  Mail-MailDeadLetterQueueAD8628F2
  to    Mail-MailQueueC8B8B9FB
  rate  14 a second, as many as the pipeline sends
  time  4 min 46 s
SES's sending quota could not be read, so the rate goes by the pipeline alone:
Not allowed (AccessDenied).

  3,990  expired · MailFromDomainNotVerifiedException (12 redriven before)
     10  invalid (all redriven before)

Of these, 10 come straight back, unless they were edited: invalid. Correct them
with --patch, or by dlq export and dlq import.

Stay where they are
   3  redriven before, and failed again: add --redrives any to include them
   2  the patch makes no notification of them: subject: expected a non-empty
      string
  60  left out by the filters
`,
    );
  });

  it('says that there is nothing, and what stays', () => {
    const nothing = aRedrivePlan({
      count: 0,
      groups: [],
      staying: { redrivenBefore: 2, unpatchable: {}, notMeant: 0 },
    });

    expect(formatRedrivePlan(nothing, plainLayout(80))).toBe(`Nothing to redrive.

Stay where they are
  2  redriven before, and failed again: add --redrives any to include them
`);
  });

  it.each([40, 80, 200])('fits %d columns', (width) => {
    const lines = formatRedrivePlan(EVERYTHING, plainLayout(width)).split('\n');

    expect(lines.filter((line) => widthOf(line) > width)).toEqual([]);
  });

  it('shows a patch, with its first difference', () => {
    const difference = '--- before\n+++ after\n@@ -1,1 +1,1 @@\n-  "subject": "a"\n+  "subject": "b"';
    const patch = { keys: ['subject', 'html'], example: { id: 'order-17', difference } };

    expect(formatRedrivePlan(aRedrivePlan({ patch }), plainLayout(80))).toContain(
      `\n\nThe patch changes subject, html. In order-17:\n${difference}\n`,
    );
  });

  it('says that a patch changes nothing', () => {
    const patch = { keys: ['subject'], example: null };

    expect(formatRedrivePlan(aRedrivePlan({ patch }), plainLayout(80))).toContain(
      'The patch changes subject: none of them has other values.\n',
    );
  });

  it('lets no long reason or error of a message fill the screen', () => {
    const groups = [aGroup({ reason: 'r'.repeat(5_000), error: 'e '.repeat(5_000) })];

    expect(formatRedrivePlan(aRedrivePlan({ groups }), plainLayout(80)).split('\n').length).toBeLessThan(20);
  });

  it('lets no control of a message reach the terminal', () => {
    const evil = 'a\u001b[31m\u0007\u009b\nb\u202e';
    const plan = aRedrivePlan({
      groups: [aGroup({ reason: evil, error: evil })],
      staying: { redrivenBefore: 0, unpatchable: { [evil]: 1 }, notMeant: 0 },
      patch: { keys: [evil], example: { id: evil, difference: `+${evil}` } },
      quotaFault: evil,
    });

    expect(formatRedrivePlan(plan, plainLayout(80))).not.toMatch(/[^\P{Cc}\n]|\u202e/u);
  });
});

describe('formatRedriveOutcome', () => {
  const format = (...[parts]: Parameters<typeof aRedriveOutcome>) =>
    formatRedriveOutcome(aRedriveOutcome(parts), { count: 4000 }, plainLayout(80));

  it('says that all is done', () => {
    expect(format()).toBe('\nDone\n  4,000  redriven\nRecorded in mailroom-audit.jsonl.\n');
  });

  it('says what became of each, and what is left to do', () => {
    const counts = { redriven: 3900, refused: 12, notDeleted: 3, unpatchable: 1 };
    const refusals = { InvalidParameterValue: 10, InternalError: 2 };

    expect(format({ counts, refusals, notGivenBack: 2 })).toBe(`
Done
  3,900  redriven
      3  of them could not be deleted, and are in both queues: sent once more,
         they are known as duplicates and make no second email
     12  refused by SQS, and stay where they are: InvalidParameterValue 10,
         InternalError 2
      1  stay where they are, since the patch makes no notification of them
87 of the plan did not turn up: taken by another reader, or hidden. The same
command again sends what is still there.
2 could not be given back: hidden from other readers for up to two minutes.
Recorded in mailroom-audit.jsonl.
`);
  });

  it.each([
    [
      'interrupted',
      `Interrupted
  nothing was changed
Go on with the same command: what was sent is gone from the queue, and what was
sent but not deleted is known as a duplicate.`,
    ],
    [
      'failed',
      `Failed
  nothing was changed
Cure that first, then go on with the same command: what was sent is gone from
the queue, and what was sent but not deleted is known as a duplicate.`,
    ],
  ] as const)('says how to go on when it is %s', (state, told) => {
    const counts = { redriven: 0, refused: 0, notDeleted: 0, unpatchable: 0 };

    expect(format({ state, counts })).toBe(`
${told}
Recorded in mailroom-audit.jsonl.
`);
  });

  it.each([40, 80, 200])('fits %d columns', (width) => {
    const counts = { redriven: 3900, refused: 12, notDeleted: 3, unpatchable: 1 };
    const outcome = aRedriveOutcome({ counts, refusals: { InvalidParameterValue: 12 }, notGivenBack: 1 });
    const lines = formatRedriveOutcome(outcome, { count: 4000 }, plainLayout(width)).split('\n');

    expect(lines.filter((line) => widthOf(line) > width)).toEqual([]);
  });
});

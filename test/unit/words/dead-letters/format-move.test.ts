import { describe, expect, it } from '@jest/globals';
import { formatMoveOutcome, formatMovePlan } from '../../../../words/dead-letters/format-redrive.ts';
import { movePlanDocument } from '../../../../words/dead-letters/redrive-document.ts';
import { widthOf } from '../../../../words/width.ts';
import { aMovePlan, plainLayout } from './a-redrive-plan.ts';

const HIDDEN = ['5 more are hidden by another reader for now.'];
const OUTCOME = { refusals: {}, ids: [], notGivenBack: 0, audit: 'audit.jsonl', error: null };

describe('formatMovePlan', () => {
  it('says what a move task does, and what it cannot', () => {
    expect(
      formatMovePlan(aMovePlan({ partial: HIDDEN }), plainLayout(100)),
    ).toBe(`NOT THE WHOLE PICTURE: 5 more are hidden by another reader for now.

Move everything by SQS's own move task, about 4,060 dead letters
  from  Mail-MailDeadLetterQueueAD8628F2
  to    Mail-MailQueueC8B8B9FB
  rate  14 a second, as many as the pipeline sends
  time  4 min 46 s

It moves everything, also what arrives meanwhile: no filter, no patch, and what failed again goes
round once more.
It writes nothing on messages: the emailer counts the redrive only when one fails again.
It tells no ids: the audit file has the number alone.
Its rate is a whole number of messages a second, 1 to 500.
`);
  });

  it.each([
    [129_600, 1, null],
    [129_601, 1, 'add --rate 2, or type the same command again for the rest.'],
    [1_000_000, 5, 'add --rate 8, or type the same command again for the rest.'],
    [100_000_000, 500, 'moved: type the same command again for the rest.'],
  ])('says of %d at %d a second whether SQS lets it end', (count, rate, remedy) => {
    const route = aMovePlan();
    const plan = movePlanDocument(
      { ...route, rate },
      { sourceArn: 'from', destinationArn: 'to', count, inFlight: 0, rate },
    );

    if (remedy === null) expect(plan.note).toBeNull();
    else expect(plan.note).toContain(remedy);
    const text = formatMovePlan(plan, plainLayout(300));
    expect(text.includes('SQS ends a move task after 36 hours')).toBe(remedy !== null);
  });

  it('says that there is nothing', () => {
    expect(formatMovePlan(aMovePlan({ count: 0 }), plainLayout(80))).toBe('Nothing to redrive.\n');
  });

  it.each([40, 80, 200])('fits %d columns', (width) => {
    const lines = formatMovePlan(aMovePlan({ partial: HIDDEN }), plainLayout(width)).split('\n');

    expect(lines.filter((line) => widthOf(line) > width)).toEqual([]);
  });
});

describe('formatMoveOutcome', () => {
  it('says how many were moved', () => {
    const outcome = { ...OUTCOME, state: 'finished', counts: { moved: 4060 } } as const;

    expect(formatMoveOutcome(outcome, plainLayout(80))).toBe(
      '\nDone\n  4,060  moved\nRecorded in audit.jsonl.\n',
    );
  });

  it('says how to go on after it was cancelled', () => {
    const outcome = { ...OUTCOME, state: 'interrupted', counts: { moved: 7 } } as const;

    expect(formatMoveOutcome(outcome, plainLayout(80))).toBe(`
Interrupted
  7  moved
Go on with the same command: what was moved is gone from the queue, the rest is
still there.
Recorded in audit.jsonl.
`);
  });
});

import { describe, expect, it } from '@jest/globals';
import { formatPurgeOutcome, formatPurgePlan } from '../../../../words/dead-letters/format-purge.ts';
import { widthOf } from '../../../../words/width.ts';
import { aPurgePlan, plainLayout } from './a-redrive-plan.ts';

const OUTCOME = { ids: [], notGivenBack: 0, audit: 'audit.jsonl', error: null };

describe('formatPurgePlan', () => {
  it('says what is deleted, and into which file it goes before', () => {
    expect(
      formatPurgePlan(aPurgePlan({ staying: { notMeant: 3940 } }), plainLayout(80)),
    ).toBe(`Delete 60 dead letters for good
  from  Mail-MailDeadLetterQueueAD8628F2
  into  purged.jsonl

  60  invalid · NotAttempted

Stay where they are
  3,940  left out by the filters
`);
  });

  it('says that there is nothing', () => {
    expect(formatPurgePlan(aPurgePlan({ count: 0, groups: [] }), plainLayout(80))).toBe(
      'Nothing to delete.\n',
    );
  });

  it.each([40, 80, 200])('fits %d columns', (width) => {
    const partial = ['50 more are hidden by another reader for now.'];
    const lines = formatPurgePlan(aPurgePlan({ partial }), plainLayout(width)).split('\n');

    expect(lines.filter((line) => widthOf(line) > width)).toEqual([]);
  });
});

describe('formatPurgeOutcome', () => {
  it('says what was deleted, and where it is now', () => {
    const outcome = { ...OUTCOME, state: 'finished', counts: { deleted: 58, notDeleted: 2 } } as const;

    expect(formatPurgeOutcome(outcome, aPurgePlan(), plainLayout(80))).toBe(`
Done
  58  deleted
   2  could not be deleted: they are in the file, and still in the queue
Exported to purged.jsonl.
Recorded in audit.jsonl.
`);
  });

  it('says how to go on', () => {
    const outcome = { ...OUTCOME, state: 'interrupted', counts: { deleted: 5, notDeleted: 0 } } as const;

    expect(formatPurgeOutcome(outcome, aPurgePlan(), plainLayout(100))).toContain(
      'Go on with the same command, and another file: what was not deleted is still there.\n',
    );
  });
});

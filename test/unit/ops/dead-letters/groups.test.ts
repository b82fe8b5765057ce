import { describe, expect, it } from '@jest/globals';
import type { Evidence } from '../../../../contract/evidence.ts';
import { DeadLetterGroups } from '../../../../ops/dead-letters/groups.ts';
import { aDeadLetterOf } from '../../../support/messages/a-dead-letter.ts';

const INVALID = { reason: 'invalid', error: 'InvalidNotificationError', message: 'body: missing' };

describe('DeadLetterGroups', () => {
  const explanationOf = (...evidence: Partial<Evidence>[]) => {
    const groups = new DeadLetterGroups();
    for (const parts of evidence) groups.add(aDeadLetterOf('order-1', { ...INVALID, ...parts }));
    return groups.sorted.map(({ explanation }) => explanation);
  };

  it('explains a group as all of its dead letters do', () => {
    expect(explanationOf({}, {})).toEqual(['body: missing']);
  });

  it('explains what its reason means where they differ', () => {
    expect(explanationOf({}, { message: 'subject: missing' }, {})).toEqual([
      'The payload is no notification.',
    ]);
  });

  it('explains a reason that it does not know by the first one', () => {
    const unknown = { reason: 'toString', message: 'a' };
    expect(explanationOf(unknown, { ...unknown, message: 'b' })).toEqual(['a']);
  });
});

import { describe, expect, it } from '@jest/globals';
import type { DeadLetter } from '../../../../ops/dead-letters/dead-letter.ts';
import { DeadLetterGroups } from '../../../../ops/dead-letters/groups.ts';

const aLetter = (parts: Partial<DeadLetter>) =>
  ({
    ...{ reason: 'invalid', error: 'InvalidNotificationError', explanation: 'body: missing' },
    ...{ deadLetteredAt: new Date(0), redrives: 0, ...parts },
  }) as DeadLetter;

describe('DeadLetterGroups', () => {
  const explanationOf = (...letters: Partial<DeadLetter>[]) => {
    const groups = new DeadLetterGroups();
    for (const letter of letters) groups.add(aLetter(letter));
    return groups.sorted.map(({ explanation }) => explanation);
  };

  it('explains a group as all of its dead letters do', () => {
    expect(explanationOf({}, {})).toEqual(['body: missing']);
  });

  it('explains what its reason means where they differ', () => {
    expect(explanationOf({}, { explanation: 'subject: missing' }, {})).toEqual([
      'The payload is no notification.',
    ]);
  });

  it('explains a reason that it does not know by the first one', () => {
    const unknown = { reason: 'toString', explanation: 'a' };
    expect(explanationOf(unknown, { ...unknown, explanation: 'b' })).toEqual(['a']);
  });
});

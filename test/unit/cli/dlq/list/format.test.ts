import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatList } from '../../../../../cli/dlq/list/format.ts';
import { widthOf } from '../../../../../words/width.ts';
import { anyForeignText, UNPRINTABLE } from '../../../../support/any/any-foreign-text.ts';
import { aLayout } from '../../../../support/command/a-layout.ts';
import { aListedGroup, aListedLetter, aListing } from '../../../words/dead-letters/a-listing.ts';

/** Found by a random run: an accent that a library took for a column made the table too wide. */
const IDS_OF_OTHER_WIDTHS = ['', '\uFFFE\uA4D0\u0591\uA4D0\uFFFE👩‍👩‍👧⺀⺀⺀\uFFFE⺀'];

describe('formatList', () => {
  it('groups by reason and error, tells the newest of each, and what to type next', () => {
    const next = [{ text: 'One of them whole:', commands: ['npx amplify-mailroom dlq show order-1042'] }];

    expect(
      formatList(aListing({ next }), aLayout(80)),
    ).toBe(`4,000 expired · MailFromDomainNotVerifiedException
  The retry horizon ended before it could be sent.
  oldest 2 h 3 min ago, newest 4 min ago; 12 redriven before; the newest 2:
    order-1042  4 min  a***@example.com
    order-1041  5 min  a***@example.com  redriven 2×
  … and 3,998 more

4,000 dead letters, and 60 that the filters leave out.

Next:
  One of them whole:
    npx amplify-mailroom dlq show order-1042
`);
  });

  it('gives each a line of its own where there is no room for columns', () => {
    const letters = [aListedLetter({ id: '4637836f-0b64-4eda-9800-9bc69fb40c06-second', redrives: 1 })];
    const groups = [aListedGroup({ count: 1, redriven: 1, oldest: aListedGroup().newest, letters })];

    expect(formatList(aListing({ groups, matching: 1, received: 1 }), aLayout(40))).toBe(`1 expired ·
MailFromDomainNotVerifiedException
  The retry horizon ended before it
  could be sent.
  4 min ago; 1 redriven before
    4637836f-0b64-4eda-9800-9bc69fb40c06
    -second
      4 min, a***@example.com, redriven
      1×

1 dead letter.
`);
  });

  it('says loudly, before anything else, that it is not all', () => {
    const partial = ['50 more are hidden by another reader for now.'];
    const text = formatList(aListing({ partial, notGivenBack: 3 }), aLayout(80));

    expect(text.split('\n').slice(0, 3)).toEqual([
      'NOT THE WHOLE PICTURE: 50 more are hidden by another reader for now.',
      '3 could not be given back: hidden from other readers for up to two minutes.',
      '',
    ]);
    expect(text).toContain('\nAt least 4,000 dead letters.\n');
  });

  it.each([
    [{ matching: 0, received: 0 }, 'There are no dead letters.\n'],
    [{ matching: 0, received: 7 }, 'No dead letters, and 7 that the filters leave out.\n'],
    [
      { matching: 0, received: 7, partial: ['It was interrupted.'] },
      'NOT THE WHOLE PICTURE: It was interrupted.\n\nNo dead letters among those seen.\n',
    ],
    [
      { matching: 0, received: 0, queue: 'undeliveredQueue' as const },
      'There are no undelivered notifications.\n',
    ],
  ])('says that there is nothing: %j', (parts, expected) => {
    expect(formatList(aListing({ groups: [], ...parts }), aLayout())).toBe(expected);
  });

  it.each([
    ['masked', 'welcome-a***@example.com'],
    ['not printable as it is', 'order\u202e1042'],
  ])('shows the id of the message where that of the notification is %s', (_, id) => {
    const groups = [aListedGroup({ letters: [aListedLetter({ id })] })];
    const text = formatList(aListing({ groups }), aLayout());

    expect(text).toContain('    11111111-0000-4000-8000-000000000000  4 min');
  });

  it('counts recipients beside the first', () => {
    const letters = [aListedLetter({ recipients: 12 })];

    expect(formatList(aListing({ groups: [aListedGroup({ letters })] }), aLayout())).toContain(
      'a***@example.com and 11 more',
    );
  });

  it.each([40, 80, 200])('fits %d columns, and lets nothing harmful through', (width) => {
    const letter = fc.record({
      id: anyForeignText(),
      recipient: fc.option(anyForeignText()),
      recipients: fc.nat(50),
    });
    const group = fc.record({
      ...{ reason: anyForeignText(), error: anyForeignText(), explanation: anyForeignText() },
      letters: fc.array(letter.map(aListedLetter), { minLength: 1, maxLength: 5 }),
    });
    fc.assert(
      fc.property(fc.array(group.map(aListedGroup)), (groups) => {
        const lines = formatList(aListing({ groups }), aLayout(width)).split('\n');

        expect(lines.filter((line) => widthOf(line) > width)).toEqual([]);
        expect(lines.join('')).not.toMatch(UNPRINTABLE);
      }),
      {
        examples: [
          [[aListedGroup({ letters: IDS_OF_OTHER_WIDTHS.map((id) => aListedLetter({ id })) })]],
          [[aListedGroup({ letters: [aListedLetter({ id: '\u200b', recipient: 'a'.repeat(27) })] })]],
        ],
      },
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { filterWords } from '../../../../cli/dead-letters/filter-words.ts';
import { targetWords } from '../../../../cli/terminal/target-options.ts';
import type { ListDocument } from '../../../../words/dead-letters/list-document.ts';
import type { ListedGroup } from '../../../../words/dead-letters/listed-group.ts';
import { type ListedBy, nextSteps } from '../../../../words/dead-letters/next-steps.ts';
import { anyForeignText, UNPRINTABLE } from '../../../support/any/any-foreign-text.ts';
import { aListedGroup, aListedLetter } from './a-listing.ts';

const ALL: ListedBy = { filterWords: '', targetWords: '', namesRedriven: false };

const commandsFor = (
  groups: readonly ListedGroup[],
  listedBy: Partial<ListedBy> = {},
  queue: ListDocument['queue'] = 'deadLetterQueue',
) => nextSteps({ groups, queue }, { ...ALL, ...listedBy }).flatMap(({ commands }) => commands);

const aGroup = (reason: string, parts: Partial<ListedGroup> = {}) =>
  aListedGroup({ reason, count: 2, redriven: 0, ...parts });

const SHOW = 'npx amplify-mailroom dlq show order-1042';

describe('nextSteps of a list', () => {
  it('has none where nothing was found', () => {
    expect(commandsFor([])).toEqual([]);
  });

  it('sends back what has had its cause elsewhere', () => {
    expect(commandsFor([aGroup('expired')])).toEqual([
      SHOW,
      'npx amplify-mailroom dlq redrive --reason expired',
    ]);
  });

  it.each(['invalid', 'message-rejected', 'address-refused'])(
    'never proposes to send back what is %s as it is',
    (reason) => {
      expect(commandsFor([aGroup(reason)])).toEqual([
        SHOW,
        `npx amplify-mailroom dlq redrive --reason ${reason} --patch fix.json --dry-run`,
        `npx amplify-mailroom dlq export --reason ${reason} --out ${reason}.jsonl`,
        `npx amplify-mailroom dlq import ${reason}.jsonl`,
        `npx amplify-mailroom dlq redrive --reason ${reason}`,
        `npx amplify-mailroom dlq purge --reason ${reason} --dry-run`,
      ]);
    },
  );

  it('proposes no patch for an id that is in use, which a patch may not change', () => {
    expect(commandsFor([aGroup('id-reused')]).join('\n')).not.toContain('--patch');
  });

  it('has what the queue itself gave up tried with one', () => {
    expect(commandsFor([aGroup('moved-by-queue')])).toEqual([
      SHOW,
      'npx amplify-mailroom dlq redrive --id order-1042',
      'npx amplify-mailroom dlq redrive --reason moved-by-queue',
    ]);
  });

  it('tells once what helps several reasons alike, and not of one whose errors differ twice', () => {
    const groups = [
      aGroup('invalid'),
      aGroup('message-rejected', { error: 'A' }),
      aGroup('message-rejected'),
    ];

    expect(commandsFor(groups)[1]).toBe(
      'npx amplify-mailroom dlq redrive --reason invalid --reason message-rejected --patch fix.json --dry-run',
    );
    expect(commandsFor(groups)[3]).toBe('npx amplify-mailroom dlq import dead-letters.jsonl');
  });

  it('moves something where all failed again after a redrive, unless the filters say so already', () => {
    const again = [aGroup('expired', { redriven: 2 })];

    expect(commandsFor(again)[1]).toBe('npx amplify-mailroom dlq redrive --reason expired --redrives any');
    expect(commandsFor(again, { namesRedriven: true, filterWords: ' --redrives 1+' })[1]).toBe(
      'npx amplify-mailroom dlq redrive --reason expired --redrives 1+',
    );
  });

  it('keeps to the target, to the queue and to what was listed', () => {
    const listedBy = {
      targetWords: targetWords({ outputs: true, pipeline: "Mail/It's" }),
      filterWords: filterWords({ recipientDomain: 'example.com', since: new Date(0) }),
    };

    expect(commandsFor([aGroup('undelivered')], listedBy, 'undeliveredQueue')).toEqual([
      `${SHOW} --undelivered --outputs --pipeline 'Mail/It'\\''s'`,
      "npx amplify-mailroom dlq redrive --reason undelivered --since 1970-01-01T00:00:00.000Z --recipient-domain example.com --undelivered --outputs --pipeline 'Mail/It'\\''s'",
    ]);
  });

  it('proposes nothing that a shell would take apart, and nothing for reasons that nobody knows', () => {
    const letters = [aListedLetter({ id: '-x; reboot' })];

    expect(commandsFor([aGroup('$(reboot)', { letters })])).toEqual(['npx amplify-mailroom dlq show ID']);
  });

  it.each([
    ['masked', 'welcome-a***@example.com'],
    ['not printable as it is', 'order\u202e1042'],
  ])('shows the message where the id of the notification is %s', (_, id) => {
    expect(commandsFor([aGroup('expired', { letters: [aListedLetter({ id })] })])[0]).toBe(
      'npx amplify-mailroom dlq show 11111111-0000-4000-8000-000000000000',
    );
  });

  it('lets nothing of a dead letter into a command but its id', () => {
    const group = fc.record({ reason: anyForeignText(), error: anyForeignText() }).map(aListedGroup);
    fc.assert(
      fc.property(fc.array(group, { minLength: 1 }), (groups) => {
        expect(commandsFor(groups).join('')).not.toMatch(UNPRINTABLE);
      }),
    );
  });
});

describe('filterWords', () => {
  it('says again what was typed', () => {
    expect(
      filterWords({
        ...{ reason: ['invalid'], error: ['A', 'B C'], until: new Date(0), id: ["it's"] },
        redrives: { min: 2 },
      }),
    ).toBe(" --error A --error 'B C' --until 1970-01-01T00:00:00.000Z --id 'it'\\''s' --redrives 2+");
    expect(filterWords({ redrives: { min: 0, max: 0 } })).toBe(' --redrives 0');
  });
});

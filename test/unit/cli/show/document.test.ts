import { describe, expect, it } from '@jest/globals';
import { isComplete, storyDocument } from '../../../../cli/show/document.ts';
import { HISTORY_KINDS } from '../../../../contract/history.ts';
import type { AuditedAction } from '../../../../ops/audit/read-audit.ts';
import type { Story } from '../../../../ops/story/read-story.ts';
import { privacyFor } from '../../../../words/dead-letters/privacy.ts';
import { ago, NOW } from '../../../support/command/a-layout.ts';
import { aDeadLetter, aDeadLetterOf, EVIDENCE } from '../../../support/messages/a-dead-letter.ts';
import { anEntry, anEvent, aStory, found, someSurroundings, TARGET } from './a-story.ts';

const REDRIVE: AuditedAction = {
  action: 'redrive',
  time: ago(90),
  principal: 'arn:aws:iam::1:user/ada',
  state: 'finished',
};

const documentOf = (parts: Partial<Story> = {}) =>
  storyDocument(aStory(parts), TARGET, {
    privacy: privacyFor({}),
    time: new Date(NOW),
    surroundings: someSurroundings(),
  });

describe('the state of a notification', () => {
  const sending = { state: 'sending', lockedUntil: NOW } as const;
  const letter = found(aDeadLetter());

  it.each<[string, Partial<Story>]>([
    ['unknown', {}],
    ['sending', { table: anEntry([], sending) }],
    ['accepted', { table: anEntry([]) }],
    ['dead-letter', { deadLetters: letter }],
    // A lost reply, given up later: nobody knows whether SES has it.
    ['dead-letter', { deadLetters: letter, table: anEntry([], sending) }],
    ['undelivered', { undelivered: letter }],
    ['dead-letter', { undelivered: letter, deadLetters: letter }],
  ])('is %s', (state, parts) => {
    expect(documentOf(parts).state).toBe(state);
  });

  it.each(HISTORY_KINDS)('is %s once SES has told so, whatever lies in a dead-letter queue', (kind) => {
    const table = anEntry([anEvent(kind, 10)], null);

    expect(documentOf({ table }).state).toBe(kind);
    expect(documentOf({ table, deadLetters: letter }).state).toBe(kind);
  });

  it('is told from the other parts where the table could not be read', () => {
    expect(documentOf({ table: { unavailable: 'No.' }, deadLetters: letter }).state).toBe('dead-letter');
    expect(documentOf({ table: { unavailable: 'No.' } }).state).toBe('unknown');
  });
});

describe('storyDocument', () => {
  it('tells all that happened, oldest first, whoever knows it', () => {
    const { story } = documentOf({
      deadLetters: found(aDeadLetterOf('order-1')),
      actions: [REDRIVE],
      table: anEntry([anEvent('accepted', 50), anEvent('delivered', 45)]),
    });

    expect(story.map(({ event, time, afterMilliseconds }) => [event, time, afterMilliseconds])).toEqual([
      ['published', ago(7_260), null],
      ['entered', ago(7_200), 60_000],
      ['redrive', ago(90), 7_110_000],
      ['attempted', ago(61), 29_000],
      ['deadLettered', ago(60), 1_000],
      ['accepted', ago(50), 10_000],
      ['delivered', ago(45), 5_000],
    ]);
  });

  it('gives SES’s words of a bounce', () => {
    const words = { type: 'Permanent', subtype: 'NoEmail', status: '5.1.1', recipients: 1 };

    expect(documentOf({ table: anEntry([anEvent('bounced', 10, words)]) }).story).toEqual([
      { event: 'bounced', time: ago(10), afterMilliseconds: null, sesMessageId: 'ses-1', ...words },
    ]);
  });

  it('names each of SES’s ids once, the record’s first', () => {
    const table = anEntry([
      anEvent('accepted', 10, { sesMessageId: 'ses-0' }),
      anEvent('accepted', 5),
      anEvent('withheld', 1, { sesMessageId: undefined }),
    ]);

    expect(documentOf({ table }).sesMessageIds).toEqual(['ses-1', 'ses-0']);
  });

  it('tells of the record whether it is locked, and of all when it is forgotten', () => {
    const expires = new Date(NOW + 86_400_000).toISOString();

    expect(documentOf({ table: anEntry([], { state: 'sending', lockedUntil: NOW + 1 }) }).table).toEqual({
      value: { record: 'sending', lockedUntil: new Date(NOW + 1).toISOString(), expires },
    });
    expect(documentOf({ table: anEntry([anEvent('accepted', 1)], null) }).table).toMatchObject({
      value: { record: null, lockedUntil: null },
    });
    expect(documentOf({ table: { value: undefined } }).table).toEqual({ value: null });
  });

  it('tells why each dead letter is one, and hides addresses', () => {
    const evidence = { ...EVIDENCE, redrives: 1, attempts: 31, message: 'SES refuses ada@example.com.' };
    const letter = aDeadLetter({ evidence, provenance: evidence });

    expect(documentOf({ id: 'ada@example.com', deadLetters: found(letter) })).toMatchObject({
      id: 'a***@example.com',
      deadLetters: {
        value: {
          letters: [
            {
              messageId: letter.messageId,
              reason: 'message-rejected',
              error: 'MessageRejected',
              explanation: 'SES refuses a***@example.com.',
              attempts: 31,
              redrives: 1,
              deadLettered: ago(60),
            },
          ],
          partial: [],
          notGivenBack: 0,
        },
      },
    });
  });

  it('is complete unless a part could not be read', () => {
    expect(isComplete(documentOf())).toBe(true);
    expect(isComplete(documentOf({ table: { value: undefined } }))).toBe(true);
    expect(isComplete(documentOf({ undelivered: { unavailable: 'Access denied.' } }))).toBe(false);
  });
});

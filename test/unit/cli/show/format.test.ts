import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { storyDocument } from '../../../../cli/show/document.ts';
import { formatStory } from '../../../../cli/show/format.ts';
import type { Story } from '../../../../ops/story/read-story.ts';
import { privacyFor } from '../../../../words/dead-letters/privacy.ts';
import { widthOf } from '../../../../words/width.ts';
import { anyForeignText, UNPRINTABLE } from '../../../support/any/any-foreign-text.ts';
import { aLayout, NOW } from '../../../support/command/a-layout.ts';
import { aDeadLetter, aDeadLetterOf, EVIDENCE } from '../../../support/messages/a-dead-letter.ts';
import { anEntry, anEvent, aStory, found, someSurroundings, TARGET } from './a-story.ts';

const shown = (parts: Partial<Story>, width = 80) =>
  formatStory(
    storyDocument(aStory(parts), TARGET, {
      privacy: privacyFor({}),
      time: new Date(NOW),
      surroundings: someSurroundings(),
    }),
    aLayout(width),
  );

const BOUNCED: Partial<Story> = {
  table: anEntry([
    anEvent('accepted', 62, { recipients: 2 }),
    anEvent('delivered', 61, { recipients: 1 }),
    anEvent('bounced', 60, { recipients: 1, type: 'Permanent', subtype: 'NoEmail', status: '5.1.1' }),
  ]),
};

describe('formatStory', () => {
  it('tells a bounce on a wide terminal', () => {
    expect(shown(BOUNCED, 120)).toBe(`order-1
  It bounced: a recipient’s mail server refused it, or SES gave up trying.

state           bounced
SES message id  ses-1
forgotten       in 1 d

Story
  2026-11-24T23:58:58.000Z  accepted by SES for 2 recipients
  2026-11-24T23:58:59.000Z  delivered                              1 s later
  2026-11-24T23:59:00.000Z  bounced (Permanent · NoEmail · 5.1.1)  1 s later

Next:
  The address does not work: correct it where you keep it. SES may have put it on its suppression list; if it works
  again, take it off.
    npx amplify-mailroom suppressed list --outputs prod.json
    npx amplify-mailroom suppressed remove ADDRESS --outputs prod.json
  Publish it again under another id: what SES has accepted is not sent again under the same.
`);
  });

  it('tells a dead letter on a narrow terminal', () => {
    const evidence = { ...EVIDENCE, redrives: 1, attempts: 31 };
    const letter = aDeadLetter({ evidence, provenance: evidence });

    expect(shown({ deadLetters: found(letter) }, 48).split('\nNext:')[0]).toBe(`order-1
  It was given up. It is not sent by itself.

state        dead-letter
dead letter  message-rejected · MessageRejected:
             SES refuses the email itself. (31
             attempts, redriven 1×)

Story
  2026-11-24T21:59:00.000Z
    published
  2026-11-24T22:00:00.000Z
    entered the queue, 1 min later
  2026-11-24T23:58:59.000Z
    last attempt to send it, 1 h 58 min later
  2026-11-24T23:59:00.000Z
    dead letter, 1 s later
`);
  });

  it('tells until when a delay lasts, and two emails apart', () => {
    const table = anEntry([
      anEvent('accepted', 9, { sesMessageId: 'ses-0' }),
      anEvent('delayed', 5, { type: 'MailboxFull', until: '2026-11-25T12:00:00.000Z' }),
    ]);

    expect(shown({ table }, 120)).toContain('accepted by SES ses-0');
    expect(shown({ table }, 120)).toContain(
      'delayed (MailboxFull) SES tries until 2026-11-25T12:00:00.000Z ses-1',
    );
  });

  it('tells whether somebody has it in hand, or left it', () => {
    const sending = (lockedUntil: number) => shown({ table: anEntry([], { state: 'sending', lockedUntil }) });

    expect(sending(NOW + 30_000)).toContain('in a worker’s hands; nobody else tries it for 30 s\n');
    expect(sending(NOW - 30_000)).toContain('how the last one ended is not known, 30 s since\n');
  });

  it('says what could not be read, and that not all was seen', () => {
    const text = shown({
      table: { unavailable: 'Not allowed.' },
      deadLetters: {
        value: { letters: [], partial: ['2 are hidden by another reader for now.'], notGivenBack: 0 },
      },
      undelivered: { unavailable: 'The pipeline names no queue.' },
    });

    expect(text).toContain('NOT THE WHOLE PICTURE: 2 are hidden by another reader for now.\n');
    expect(text).toMatch(/^table +could not be read: Not allowed\.$/m);
    expect(text).toMatch(/^undelivered +could not be read: The pipeline names no queue\.$/m);
    expect(text).toContain('  Nothing is known of it.\n');
  });

  it('says where there is no table', () => {
    expect(shown({ table: { value: undefined } })).toMatch(/^table +The outputs of the pipeline name none/m);
  });

  it('lets no text of others do anything to a terminal, nor be wider than it', () => {
    fc.assert(
      fc.property(anyForeignText(), fc.integer({ min: 40, max: 120 }), (text, width) => {
        const letter = aDeadLetterOf('order-1', { error: text, message: text, said: text });
        const table = anEntry([anEvent('bounced', 1, { type: text, subtype: text, status: text })]);
        const [before = ''] = shown({ id: text, table, deadLetters: found(letter) }, width).split('\nNext:');

        for (const line of before.split('\n')) {
          expect(line).not.toMatch(UNPRINTABLE);
          expect(widthOf(line)).toBeLessThanOrEqual(Math.max(width, 48));
        }
      }),
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { OutgoingEmail } from '../../../../../local/services/ses/email.ts';
import { Inbox } from '../../../../../local/services/ses/inbox.ts';
import { keptByEmulator } from './kept-by-emulator.ts';

const OUTGOING: OutgoingEmail = {
  from: 'mailroom@example.com',
  replyTo: [],
  destination: { to: ['ada@example.com'], cc: [], bcc: [] },
  subject: 'Hello',
  body: {},
  attachments: [],
};

function anInbox() {
  const { emulator, compose } = keptByEmulator();
  return { inbox: new Inbox(emulator, undefined), compose };
}

describe('Inbox', () => {
  it('gives 10,000 emails as many message ids', () => {
    const { inbox } = anInbox();

    const messageIds = Array.from({ length: 10_000 }, () => inbox.accept(OUTGOING).messageId);

    expect(new Set(messageIds).size).toBe(10_000);
  });

  it('tells emails apart to which the emulator gave the same message id', () => {
    const { inbox, compose } = anInbox();
    const answers = [1, 2].map((at) => {
      compose({ ...OUTGOING, messageId: 'ses-123456789', at });
      return inbox.adopt('<MessageId>ses-123456789</MessageId>').answer;
    });

    expect(answers).toEqual(inbox.emails.map(({ messageId }) => `<MessageId>${messageId}</MessageId>`));
    expect(answers[0]).not.toBe(answers[1]);
  });

  it('keeps when an email was accepted to the millisecond, also of one that the emulator put there', () => {
    const { inbox, compose } = anInbox();
    const before = Date.now();

    inbox.accept(OUTGOING);
    compose({ ...OUTGOING, messageId: 'ses-123456789', at: 1 });
    inbox.adopt('<MessageId>ses-123456789</MessageId>');

    const milliseconds = inbox.emails.map(({ at }) => Math.round(at * 1000));
    expect(milliseconds.every((at) => at >= before && at <= Date.now())).toBe(true);
  });

  it('keeps message tags', () => {
    const { inbox } = anInbox();
    const tags = [{ name: 'notification', value: 'n-1' }];

    inbox.accept({ ...OUTGOING, tags });

    expect(inbox.emails).toMatchObject([{ tags }]);
  });

  it('shows no email that the emulator has composed and not answered yet', () => {
    const { inbox, compose } = anInbox();

    compose({ ...OUTGOING, messageId: 'ses-123456789', at: 1 });

    expect(inbox.emails).toEqual([]);
    expect(inbox.newsAfter('').emails).toEqual([]);
  });

  it('leaves an answer as it is that names no email', () => {
    expect(anInbox().inbox.adopt('{"MessageId":"ses-123456789"}')).toEqual({
      answer: '{"MessageId":"ses-123456789"}',
      emails: [],
    });
  });
});

describe('what is new in an inbox', () => {
  const subjects = ({ emails }: { emails: readonly { subject: string }[] }) =>
    emails.map(({ subject }) => subject);

  it('is all of it for who has not looked yet, and then each email once', () => {
    const { inbox, compose } = anInbox();
    inbox.accept({ ...OUTGOING, subject: 'first' });
    const first = inbox.newsAfter('');
    compose({ ...OUTGOING, subject: 'second', messageId: 'ses-123456789', at: 1 });
    inbox.accept({ ...OUTGOING, subject: 'third' });
    inbox.adopt('ses-123456789');
    const second = inbox.newsAfter(first.cursor);

    expect([first.isWhole, subjects(first)]).toEqual([true, ['first']]);
    expect([second.isWhole, subjects(second)]).toEqual([false, ['third', 'second']]);
    expect(inbox.newsAfter(second.cursor)).toEqual({ cursor: second.cursor, isWhole: false, emails: [] });
  });

  it('loses and repeats none, however many come in one millisecond and whenever it is asked', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 5 }), { maxLength: 20 }), (counts) => {
        const { inbox } = anInbox();
        let cursor = '';
        const seen: string[] = [];
        for (const count of counts) {
          for (let sent = 0; sent < count; sent += 1) inbox.accept(OUTGOING);
          const news = inbox.newsAfter(cursor);
          seen.push(...news.emails.map(({ messageId }) => messageId));
          cursor = news.cursor;
        }
        expect(seen).toEqual(inbox.emails.map(({ messageId }) => messageId));
      }),
    );
  });

  it('is all of it once more after the inbox was cleared', () => {
    const { inbox } = anInbox();
    inbox.accept(OUTGOING);
    const { cursor } = inbox.newsAfter('');
    inbox.clear();
    inbox.accept({ ...OUTGOING, subject: 'after' });

    const news = inbox.newsAfter(cursor);

    expect([news.isWhole, subjects(news)]).toEqual([true, ['after']]);
  });

  it.each(['', '.', '0', 'nonsense', '.1'])(
    'is all of it after the cursor "%s", which is none of its own',
    (cursor) => {
      const { inbox } = anInbox();
      inbox.accept(OUTGOING);

      expect(inbox.newsAfter(cursor)).toMatchObject({ isWhole: true, emails: [{ subject: 'Hello' }] });
    },
  );
});

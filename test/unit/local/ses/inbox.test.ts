import { describe, expect, it } from '@jest/globals';
import type { InboxEmail, OutgoingEmail } from '../../../../local/ses/email.ts';
import { Inbox } from '../../../../local/ses/inbox.ts';

const OUTGOING: OutgoingEmail = {
  from: 'mailroom@example.com',
  replyTo: [],
  destination: { to: ['ada@example.com'], cc: [], bcc: [] },
  subject: 'Hello',
  body: {},
  attachments: [],
};

function anInbox() {
  const emails: InboxEmail[] = [];
  const saveEmail = (email: InboxEmail) => void emails.push(email);
  const inbox = new Inbox(
    { getStoreReadonly: () => ({ emails }), saveEmail, clearStore: () => {} },
    undefined,
  );
  return { inbox, saveEmail };
}

describe('Inbox', () => {
  it('gives 10,000 emails as many message ids', () => {
    const { inbox } = anInbox();

    const messageIds = Array.from({ length: 10_000 }, () => inbox.accept(OUTGOING));

    expect(new Set(messageIds).size).toBe(10_000);
  });

  it('tells emails apart to which the emulator gave the same message id', () => {
    const { inbox, saveEmail } = anInbox();
    const answers = [1, 2].map((at) => {
      saveEmail({ ...OUTGOING, messageId: 'ses-123456789', at });
      return inbox.adopt('<MessageId>ses-123456789</MessageId>');
    });

    expect(answers).toEqual(inbox.emails.map(({ messageId }) => `<MessageId>${messageId}</MessageId>`));
    expect(answers[0]).not.toBe(answers[1]);
  });

  it('keeps when an email was accepted to the millisecond, also of one that the emulator put there', () => {
    const { inbox, saveEmail } = anInbox();
    const before = Date.now();

    inbox.accept(OUTGOING);
    saveEmail({ ...OUTGOING, messageId: 'ses-123456789', at: 1 });
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

  it('leaves an answer as it is that names no email', () => {
    expect(anInbox().inbox.adopt('{"MessageId":"ses-123456789"}')).toBe('{"MessageId":"ses-123456789"}');
  });
});

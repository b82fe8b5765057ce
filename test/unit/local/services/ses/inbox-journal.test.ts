import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { InboxEmail } from '../../../../../local/services/ses/email.ts';
import { InboxJournal } from '../../../../../local/services/ses/inbox-journal.ts';

let directory: string;
let file: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'mailroom-inbox-'));
  file = join(directory, 'ses-inbox.jsonl');
});

afterEach(() => rmSync(directory, { recursive: true }));

function anEmail({ messageId = 'one', subject = 'Hello' }: Partial<InboxEmail>): InboxEmail {
  return {
    messageId,
    from: 'mailroom@example.com',
    replyTo: [],
    destination: { to: ['ada@example.com'], cc: [], bcc: [] },
    subject,
    body: { text: 'Grüße\n漢字\u2028🙂' },
    attachments: [],
    at: 1_700_000_000.123,
  };
}

function reopened(): readonly InboxEmail[] {
  const journal = new InboxJournal(directory);
  journal.close();
  return journal.emails;
}

function write(...emails: InboxEmail[]): void {
  const journal = new InboxJournal(directory);
  for (const email of emails) journal.append(email);
  journal.close();
}

describe('InboxJournal', () => {
  it('gives back what was appended, in its order, over several openings', () => {
    write(anEmail({ messageId: 'one' }), anEmail({ messageId: 'two' }));
    write(anEmail({ messageId: 'three' }));

    expect(reopened()).toEqual([
      anEmail({ messageId: 'one' }),
      anEmail({ messageId: 'two' }),
      anEmail({ messageId: 'three' }),
    ]);
  });

  it('creates a directory that is missing', () => {
    directory = join(directory, 'a', 'b');
    write(anEmail({}));

    expect(reopened()).toHaveLength(1);
    directory = join(directory, '..', '..');
  });

  it('has every email in the file at once', () => {
    const journal = new InboxJournal(directory);
    journal.append(anEmail({}));

    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(anEmail({}));
    journal.close();
  });

  it('cuts off a last line that was never finished', () => {
    write(anEmail({ messageId: 'one' }));
    appendFileSync(file, JSON.stringify(anEmail({ messageId: 'torn' })).slice(0, -9));

    write(anEmail({ messageId: 'two' }));

    expect(reopened().map(({ messageId }) => messageId)).toEqual(['one', 'two']);
  });

  it.each(['{"messageId":', '{}', 'null'])('refuses the line %s, naming its place', (line) => {
    writeFileSync(file, `${JSON.stringify(anEmail({}))}\n${line}\n`);

    expect(() => new InboxJournal(directory)).toThrow(`${file}:2 holds no email`);
    expect(readFileSync(file, 'utf8')).toContain(line);
  });

  it('is empty once cleared, and takes new emails', () => {
    const journal = new InboxJournal(directory);
    journal.append(anEmail({ messageId: 'one' }));
    journal.clear();
    journal.append(anEmail({ messageId: 'two' }));
    journal.close();

    expect(reopened()).toEqual([anEmail({ messageId: 'two' })]);
  });
});

import { effect, signal } from '@preact/signals';
import { useState } from 'preact/hooks';
import type { InboxSummary } from '../../api.ts';
import { messageOf, request } from '../client.ts';
import { readInbox } from '../live.ts';
import { Confirm } from '../shell/confirm.tsx';
import { Fault } from '../shell/fault.tsx';
import { Icon } from '../shell/icon.tsx';
import { SearchField } from '../shell/search-field.tsx';
import { ask, connection, emails, readEmails, route } from '../store.ts';
import { manyWords, momentWords } from '../words.ts';
import { EmailView } from './email.tsx';

/** Searched words and recipient: addresses, so they are in no address of the page. */
const sought = signal('');
const recipient = signal('');

effect(() => {
  const { view, query } = route.value;
  if (view !== 'inbox' || !query.id || readEmails.peek().has(query.id)) return;
  readEmails.value = new Set([...readEmails.peek(), query.id]);
});

/** Emails that the local SES accepted, the newest first. */
export function InboxView() {
  const { id = '' } = route.value.query;
  const open = emails.value.find(({ messageId }) => messageId === id);
  const shown = emails.value.filter(isSought);
  return (
    <section class={`split ${open ? 'split-open' : ''}`} aria-label="Inbox">
      <div class="split-list">
        <h1 class="unseen">Inbox</h1>
        <Tools shown={shown.length} />
        <ul class="emails" aria-label="Emails, newest first">
          {shown.map((email) => (
            <Row key={email.messageId} email={email} isOpen={email.messageId === id} />
          ))}
        </ul>
        {shown.length === 0 && <p class="empty">{emptyWords()}</p>}
      </div>
      {open && <OpenEmail key={open.messageId} email={open} />}
    </section>
  );
}

function isSought({ subject, from, destination: { to, cc, bcc } }: InboxSummary): boolean {
  const words = sought.value.trim().toLowerCase();
  const everybody = [...to, ...cc, ...bcc];
  return (
    (recipient.value === '' || everybody.includes(recipient.value)) &&
    (words === '' || [subject, from, ...everybody].some((text) => text.toLowerCase().includes(words)))
  );
}

function emptyWords(): string {
  if (emails.value.length > 0) return 'No email matches.';
  return connection.value === 'connecting'
    ? 'Reading emails…'
    : 'No email yet. What SES accepts shows here at once.';
}

function Tools({ shown }: { shown: number }) {
  const recipients = [...new Set(emails.value.flatMap(({ destination: { to } }) => to))].toSorted();
  return (
    <search class="filters">
      <div class="filters-line">
        <SearchField
          label="Search emails"
          placeholder="Subject or address"
          value={sought.value}
          onInput={(value) => {
            sought.value = value;
          }}
        />
        <select
          aria-label="Recipient"
          value={recipient.value}
          onChange={({ currentTarget }) => {
            recipient.value = currentTarget.value;
          }}
        >
          <option value="">Any recipient</option>
          {recipients.map((address) => (
            <option key={address} value={address}>
              {address}
            </option>
          ))}
        </select>
        <DeleteAll />
      </div>
      <p class="soft" role="status">
        {manyWords(shown, 'email')}
      </p>
    </search>
  );
}

function DeleteAll() {
  const [isAsked, setAsked] = useState(false);
  return (
    <>
      <button type="button" disabled={emails.value.length === 0} onClick={() => setAsked(true)}>
        <Icon name="trash" /> Empty
      </button>
      {isAsked && (
        <Confirm
          title={`Delete ${manyWords(emails.value.length, 'email')}?`}
          action="Delete all"
          onClose={() => setAsked(false)}
          onConfirm={async () => {
            await request('/api/inbox', { method: 'DELETE' });
            await readInbox();
            emails.value = [];
          }}
        >
          The local inbox is empty afterwards. Nothing else changes.
        </Confirm>
      )}
    </>
  );
}

function Row({ email, isOpen }: { email: InboxSummary; isOpen: boolean }) {
  const { messageId, subject, destination, attachments, at } = email;
  const isUnread = !readEmails.value.has(messageId);
  return (
    <li>
      <button
        type="button"
        class={`email-row ${isUnread ? 'email-unread' : ''}`}
        aria-current={isOpen}
        onClick={() => ask({ id: messageId })}
      >
        <span class="email-subject" dir="auto">
          {isUnread && <span class="unseen">Unread: </span>}
          {subject || '(no subject)'}
        </span>
        <time dateTime={at}>{momentWords(at, Date.now())}</time>
        <span class="email-to" dir="auto">
          {destination.to.join(', ') || 'no recipient in To'}
        </span>
        {attachments > 0 && <small>{manyWords(attachments, 'file')}</small>}
      </button>
    </li>
  );
}

function OpenEmail({ email: { messageId } }: { email: InboxSummary }) {
  const [fault, setFault] = useState('');
  const remove = async () => {
    try {
      await request(`/api/inbox/${encodeURIComponent(messageId)}`, { method: 'DELETE' });
      emails.value = emails.value.filter((each) => each.messageId !== messageId);
      ask({ id: '' });
    } catch (thrown) {
      setFault(messageOf(thrown));
    }
  };
  return (
    <article class="details" aria-label="Email" onKeyDown={({ key }) => key === 'Escape' && ask({ id: '' })}>
      <header class="details-header">
        <button type="button" class="quiet" onClick={() => ask({ id: '' })}>
          <Icon name="back" /> Inbox
        </button>
        <button type="button" onClick={() => void remove()}>
          <Icon name="trash" /> Delete
        </button>
      </header>
      <Fault text={fault} />
      <EmailView messageId={messageId} />
    </article>
  );
}

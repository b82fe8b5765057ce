import { showEmail } from './email.js';

const INTERVAL_MILLISECONDS = 1000;

const [count, fault, list, article] = ['count', 'fault', 'emails', 'email'].map((id) =>
  document.getElementById(id),
);

let cursor = '';
let opened;

/** Asks for what is new, and shows it; a fault is shown until the next answer. */
async function refresh() {
  try {
    const response = await fetch(`/_mailroom/inbox/news?after=${encodeURIComponent(cursor)}`);
    if (!response.ok) throw new Error(`It answers with status ${response.status}.`);
    const news = await response.json();
    show(news);
    cursor = news.cursor;
    fault.hidden = true;
  } catch (error) {
    fault.textContent = `The inbox cannot be reached. This page goes on by itself once it can. (${error.message})`;
    fault.hidden = false;
  }
}

function show({ isWhole, emails }) {
  const items = emails.map(itemOf).reverse();
  if (isWhole) {
    list.replaceChildren(...items);
    if (!emails.some(({ messageId }) => messageId === opened)) close();
  } else list.prepend(...items);
  const { length } = list.children;
  count.textContent = length === 1 ? '1 email' : `${length || 'no'} emails`;
}

function itemOf({ messageId, subject, from, destination, attachments, at }) {
  const button = document.createElement('button');
  button.type = 'button';
  button.dataset.messageId = messageId;
  button.append(
    element('strong', subject || '(no subject)'),
    element('small', `${from} → ${Object.values(destination).flat().join(', ')}`),
    element('small', `${timeOf(at)}${attachments > 0 ? ` · ${attachments} attached` : ''}`),
  );
  button.addEventListener('click', () => open(messageId));
  if (messageId === opened) button.ariaCurrent = 'true';
  const item = document.createElement('li');
  item.append(button);
  return item;
}

async function open(messageId) {
  opened = messageId;
  for (const button of list.querySelectorAll('button')) {
    button.ariaCurrent = String(button.dataset.messageId === messageId);
  }
  const query = new URLSearchParams({ messageId });
  const response = await fetch(`/_mailroom/inbox/email?${query}`).catch(() => undefined);
  // Meanwhile it may have been cleared, or another may have been opened: then the list says so.
  if (!response?.ok || opened !== messageId) return;
  showEmail(article, await response.json());
}

function close() {
  opened = undefined;
  article.hidden = true;
  article.replaceChildren();
}

function element(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

function timeOf(seconds) {
  return new Date(seconds * 1000).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
}

/** One request at a time, so that no answer is shown after a later one. */
let asking = Promise.resolve();
function ask() {
  asking = asking.then(refresh);
  return asking;
}

document.getElementById('clear').addEventListener('click', async () => {
  await fetch('/clear-store', { method: 'POST' }).catch(() => {});
  await ask();
});

async function follow() {
  await ask();
  setTimeout(follow, INTERVAL_MILLISECONDS);
}
void follow();

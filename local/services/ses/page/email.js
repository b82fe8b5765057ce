/**
 * Everything in an email is its sender's, who may be anybody: it becomes text, or the content of a frame that runs
 * nothing, never HTML of this page.
 */

/** What an email's HTML may do: look as it does. Links stay where they are; the list of links opens them. */
const FRAME_HEAD =
  '<!doctype html><meta charset="utf-8">' +
  '<meta http-equiv="Content-Security-Policy" content="' +
  "default-src 'none'; style-src 'unsafe-inline'; img-src data: https:; base-uri 'none'; form-action 'none'" +
  '"><meta name="referrer" content="no-referrer"><base target="_blank">';

/** Shows an email in place of what `article` shows. */
export function showEmail(article, email) {
  const body = document.createElement('div');
  const views = viewsOf(email);
  const buttons = views.map(({ name, view }) =>
    pressed(name, (button) => {
      for (const each of buttons) each.ariaPressed = String(each === button);
      body.replaceChildren(view());
    }),
  );
  const tabs = document.createElement('nav');
  tabs.append(...buttons);
  article.replaceChildren(
    textElement('h2', email.subject || '(no subject)'),
    fieldsOf(email),
    filesOf(email),
    tabs,
    body,
  );
  article.hidden = false;
  buttons[0]?.click();
}

/** The ways to look at an email, the best first. */
function viewsOf({ body: { text, html } }) {
  const links = linksIn(html ?? '', text ?? '');
  return [
    html && { name: 'HTML', view: () => frameOf(html) },
    text && { name: 'Text', view: () => textElement('pre', text) },
    html && { name: 'HTML source', view: () => textElement('pre', html) },
    links.length > 0 && { name: `Links (${links.length})`, view: () => listOf(links.map(linkTo)) },
  ].filter(Boolean);
}

/** Without scripts, forms, windows and an origin, and without a way to any address. */
function frameOf(html) {
  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', '');
  frame.title = 'HTML of the email';
  frame.srcdoc = FRAME_HEAD + html;
  return frame;
}

function fieldsOf({ from, destination, replyTo, at, messageId, tags = [], headers = [] }) {
  const fields = [
    ['From', [from]],
    ['To', destination.to],
    ['Cc', destination.cc],
    ['Bcc', destination.bcc],
    ['Reply to', replyTo],
    ['At', [new Date(at * 1000).toString()]],
    ['Message id', [messageId]],
    ['Tags', tags.map(({ name, value }) => `${name}=${value}`)],
    ...headers.map(({ name, value }) => [name, [value]]),
  ].filter(([, values]) => values.length > 0);
  const list = document.createElement('dl');
  list.append(
    ...fields.flatMap(([name, values]) => [textElement('dt', name), textElement('dd', values.join(', '))]),
  );
  return list;
}

/** The message itself, and what is attached to it. */
function filesOf({ messageId, subject, attachments }) {
  const message = textElement('a', 'Message (.eml)');
  message.href = `/_mailroom/inbox/message?${new URLSearchParams({ messageId })}`;
  message.download = `${subject || 'email'}.eml`;
  const files = document.createElement('nav');
  files.ariaLabel = 'Downloads';
  files.append(message, ...attachments.map(attachmentOf));
  return files;
}

/** Of no type that a browser shows: HTML that is opened from here would be a page of ours. */
function attachmentOf({ content, filename, size }) {
  const name = filename || 'untitled';
  return pressed(`${name} (${size} bytes)`, () => {
    const bytes = Uint8Array.from(atob(content), (character) => character.charCodeAt(0));
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([bytes], { type: 'application/octet-stream' }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  });
}

/** The addresses of the web in an email, each once. A parsed document runs and loads nothing. */
function linksIn(html, text) {
  const anchors = new DOMParser().parseFromString(html, 'text/html').querySelectorAll('a[href]');
  const targets = [...anchors].map((anchor) => anchor.getAttribute('href').trim());
  const inText = text.match(/https?:\/\/[^\s<>"]+/g) ?? [];
  return [...new Set([...targets, ...inText])].filter((target) => /^https?:\/\//i.test(target));
}

function linkTo(target) {
  const link = textElement('a', target);
  link.href = target;
  link.target = '_blank';
  link.rel = 'noopener noreferrer';
  return link;
}

function listOf(elements) {
  const list = document.createElement('ul');
  for (const each of elements) {
    const item = document.createElement('li');
    item.append(each);
    list.append(item);
  }
  return list;
}

function pressed(name, press) {
  const button = textElement('button', name);
  button.type = 'button';
  button.addEventListener('click', () => press(button));
  return button;
}

function textElement(name, text) {
  const element = document.createElement(name);
  element.dir = 'auto';
  element.textContent = text;
  return element;
}

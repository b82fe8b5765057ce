import { useEffect, useId, useState } from 'preact/hooks';
import type { InboxEmail } from '../../api.ts';
import { messageOf } from '../client.ts';
import { Fault } from '../shell/fault.tsx';
import { Icon } from '../shell/icon.tsx';
import { useAnswer } from '../use-answer.ts';
import { sizeWords, wholeMoment } from '../words.ts';

/**
 * An email as its recipient sees it. Everything in it is its sender's, who may be anybody: it becomes text, or the content
 * of a frame that runs nothing, never markup of this page.
 */
export function EmailView({ messageId }: { messageId: string }) {
  const { answer: email, fault } = useAnswer<InboxEmail>(emailPath(messageId));
  if (fault !== '') return <Fault text={fault} />;
  if (!email) return <p class="empty">Reading the email…</p>;
  return (
    <div class="email">
      <h2 dir="auto">{email.subject || '(no subject)'}</h2>
      <Addresses email={email} />
      <Attachments email={email} />
      <Looks email={email} />
    </div>
  );
}

function emailPath(messageId: string): string {
  return `/api/inbox/${encodeURIComponent(messageId)}`;
}

function Addresses({ email: { from, replyTo, destination, at } }: { email: InboxEmail }) {
  const { to, cc, bcc } = destination;
  const lines: readonly [string, readonly string[]][] = [
    ['From', [from]],
    ['To', to],
    ['Cc', cc],
    ['Bcc', bcc],
    ['Reply to', replyTo],
    ['At', [wholeMoment(at)]],
  ];
  return (
    <dl class="addresses">
      {lines
        .filter(([, values]) => values.length > 0)
        .map(([name, values]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd dir="auto">{values.join(', ')}</dd>
          </div>
        ))}
    </dl>
  );
}

function Attachments({ email: { messageId, attachments } }: { email: InboxEmail }) {
  if (attachments.length === 0) return null;
  return (
    <ul class="attachments" aria-label="Attachments">
      {attachments.map(({ filename, size }, place) => (
        <li key={place}>
          <a
            class="button"
            href={`${emailPath(messageId)}/attachments/${place}`}
            download={filename ?? 'untitled'}
          >
            <Icon name="file" /> <bdi>{filename ?? 'untitled'}</bdi> <small>{sizeWords(size)}</small>
          </a>
        </li>
      ))}
    </ul>
  );
}

type Look = 'HTML' | 'Text' | 'Headers' | 'Source';

/** The ways to look at an email, the one that recipients see first. */
function Looks({ email }: { email: InboxEmail }) {
  const looks: readonly Look[] = [
    ...(email.html === null ? [] : ['HTML' as const]),
    ...(email.text === null ? [] : ['Text' as const]),
    'Headers',
    'Source',
  ];
  const [chosen, setChosen] = useState<Look>(looks[0] ?? 'Source');
  const id = useId();
  const steer = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = looks[(looks.indexOf(chosen) + step + looks.length) % looks.length];
    if (next) setChosen(next);
    document.getElementById(`${id}-${next}`)?.focus();
  };
  return (
    <>
      <div class="tabs" role="tablist" aria-label="How to look at it">
        {looks.map((look) => (
          <button
            key={look}
            id={`${id}-${look}`}
            type="button"
            role="tab"
            aria-selected={look === chosen}
            aria-controls={`${id}-panel`}
            tabIndex={look === chosen ? 0 : -1}
            onClick={() => setChosen(look)}
            onKeyDown={steer}
          >
            {look}
          </button>
        ))}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be within reach of the keyboard */}
      <div id={`${id}-panel`} role="tabpanel" aria-labelledby={`${id}-${chosen}`} tabIndex={0}>
        {chosen === 'HTML' && <Html email={email} />}
        {chosen === 'Text' && (
          <pre class="email-text" dir="auto">
            {email.text}
          </pre>
        )}
        {chosen === 'Headers' && <Headers email={email} />}
        {chosen === 'Source' && <Source messageId={email.messageId} />}
      </div>
    </>
  );
}

const WIDTHS = { Phone: 375, Desktop: 800 } as const;

/**
 * The email's HTML in a frame without scripts, forms, windows and an origin. The server's answer forbids the same once more,
 * and every address of the web until somebody asks for images.
 */
function Html({ email: { messageId, html } }: { email: InboxEmail }) {
  const [width, setWidth] = useState<keyof typeof WIDTHS>('Desktop');
  const [images, setImages] = useState(false);
  const hasRemote = /https?:\/\//i.test(html ?? '');
  return (
    <>
      <div class="frame-tools">
        <fieldset class="chips" aria-label="Width">
          {(Object.keys(WIDTHS) as (keyof typeof WIDTHS)[]).map((name) => (
            <button
              key={name}
              type="button"
              class="chip"
              aria-pressed={name === width}
              onClick={() => setWidth(name)}
            >
              {name}
            </button>
          ))}
        </fieldset>
        {hasRemote && (
          <label>
            <input
              type="checkbox"
              checked={images}
              onChange={({ currentTarget }) => setImages(currentTarget.checked)}
            />
            Load images of the web
          </label>
        )}
      </div>
      <div class="frame">
        <iframe
          key={String(images)}
          sandbox=""
          title="HTML of the email"
          referrerpolicy="no-referrer"
          style={{ width: `${WIDTHS[width]}px` }}
          src={`${emailPath(messageId)}/html${images ? '?images=yes' : ''}`}
        />
      </div>
    </>
  );
}

function Headers({ email: { headers } }: { email: InboxEmail }) {
  if (headers.length === 0) return <p class="empty">It has no headers of its own.</p>;
  return (
    <dl class="addresses email-headers">
      {headers.map(({ name, value }, place) => (
        <div key={place}>
          <dt dir="auto">{name}</dt>
          <dd dir="auto">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Source({ messageId }: { messageId: string }) {
  const [text, setText] = useState('Reading the source…');
  useEffect(() => {
    fetch(`${emailPath(messageId)}/source`)
      .then((response) => response.text())
      .then(setText, (thrown) => setText(messageOf(thrown)));
  }, [messageId]);
  return (
    <>
      <a class="button" href={`${emailPath(messageId)}/source`} download="email.eml">
        <Icon name="file" /> Message (.eml)
      </a>
      <pre class="email-text">{text}</pre>
    </>
  );
}

import { useEffect, useRef, useState } from 'preact/hooks';
import type { NotificationDetail, TimelineEntry } from '../../api.ts';
import { messageOf, pipelinePath, request } from '../client.ts';
import { EmailView } from '../inbox/email.tsx';
import { Icon, Mark } from '../shell/icon.tsx';
import { stateWords, type Tone } from '../state-words.ts';
import { linkTo, notifications, pipeline } from '../store.ts';
import { afterWords, momentWords, wholeMoment } from '../words.ts';

/** One notification: what happened to it, and what its recipients got. */
export function NotificationDetails({ id, onClose }: { id: string; onClose: () => void }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { detail, fault } = useDetail(id);
  useEffect(() => heading.current?.focus(), []);
  const { word, tone, meaning } = stateWords(detail?.state ?? '');
  return (
    <article class="details" aria-label="Notification" onKeyDown={({ key }) => key === 'Escape' && onClose()}>
      <header class="details-header">
        <div>
          <h2 ref={heading} tabIndex={-1}>
            <bdi>{id}</bdi>
          </h2>
          {detail && (
            <p class={`tone-${tone}`}>
              <Mark tone={tone} /> {word}
              {detail.reason && <span class="soft"> · {detail.reason}</span>}
              <span class="soft"> · {meaning}</span>
            </p>
          )}
        </div>
        <button type="button" class="quiet square" aria-label="Close" onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      {fault !== '' && (
        <p class="fault" role="alert">
          {fault}
        </p>
      )}
      {!detail && fault === '' && <p class="empty">Reading what happened…</p>}
      {detail && <Timeline entries={detail.timeline} />}
      {detail?.unknown.map((sentence) => (
        <p key={sentence} class="soft">
          {sentence}
        </p>
      ))}
      {detail?.deadLetter && (
        <p>
          <a class="button" href={linkTo('dead-letters', { id: detail.deadLetter.messageId })}>
            Open its dead letter
          </a>
        </p>
      )}
      {detail?.email && (
        <section aria-label="The email as its recipient sees it">
          <h3>The email, as its recipient sees it</h3>
          <EmailView key={detail.email} messageId={detail.email} />
        </section>
      )}
    </article>
  );
}

/** What the server knows of it, asked again whenever the list tells that it has changed. */
function useDetail(id: string): { detail: NotificationDetail | undefined; fault: string } {
  const [detail, setDetail] = useState<NotificationDetail>();
  const [fault, setFault] = useState('');
  const changedAt = notifications.value.find((each) => each.id === id)?.updatedAt;
  const name = pipeline.value;
  useEffect(() => {
    if (name === '') return;
    let isCurrent = true;
    request<NotificationDetail>(pipelinePath(name, `notifications/${encodeURIComponent(id)}`)).then(
      (answer) => {
        if (!isCurrent) return;
        setDetail(answer);
        setFault('');
      },
      (thrown) => isCurrent && setFault(messageOf(thrown)),
    );
    return () => {
      isCurrent = false;
    };
  }, [id, name, changedAt]);
  return { detail, fault };
}

const TONES: Readonly<Record<string, Tone>> = {
  published: 'quiet',
  entered: 'quiet',
  received: 'moving',
  returned: 'moving',
  redrive: 'moving',
  import: 'moving',
  retry: 'waiting',
  hold: 'warned',
  sent: 'good',
  accepted: 'good',
  settled: 'good',
  delivered: 'good',
  delayed: 'waiting',
  bounced: 'bad',
  complained: 'bad',
  suppressed: 'bad',
  rejected: 'bad',
  reject: 'bad',
  expire: 'bad',
  purge: 'bad',
};

function Timeline({ entries }: { entries: readonly TimelineEntry[] }) {
  const day = Date.now();
  return (
    <ol class="timeline" aria-label="What happened">
      {entries.map(({ at, kind, text, facts }, place) => {
        const before = entries[place - 1];
        return (
          <li key={place} class={`tone-${TONES[kind] ?? 'quiet'}`}>
            <Mark tone={TONES[kind] ?? 'quiet'} />
            <div>
              <span class="timeline-text">{text}</span>
              <Facts facts={facts} />
            </div>
            <time dateTime={at} title={wholeMoment(at)}>
              {momentWords(at, day)}
              <small>{before ? afterWords(Date.parse(at) - Date.parse(before.at)) : ''}</small>
            </time>
          </li>
        );
      })}
    </ol>
  );
}

function Facts({ facts }: { facts: TimelineEntry['facts'] }) {
  const all = Object.entries(facts);
  if (all.length === 0) return null;
  return (
    <dl class="facts">
      {all.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <bdi>{value}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}

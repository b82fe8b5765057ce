import type { NotificationDetail, TimelineEntry } from '../../api.ts';
import { pipelinePath } from '../client.ts';
import { EmailView } from '../inbox/email.tsx';
import { Details } from '../shell/details.tsx';
import { Mark } from '../shell/icon.tsx';
import { stateWords, type Tone } from '../state-words.ts';
import { linkTo, notifications, pipeline } from '../store.ts';
import { useAnswer } from '../use-answer.ts';
import { afterWords, momentWords, wholeMoment } from '../words.ts';

/** One notification: what happened to it, and what its recipients got. */
export function NotificationDetails({ id, onClose }: { id: string; onClose: () => void }) {
  const name = pipeline.value;
  // Whenever the list tells that it has changed.
  const changedAt = notifications.value.find((each) => each.id === id)?.updatedAt;
  const { answer: detail, fault } = useAnswer<NotificationDetail>(
    name && pipelinePath(name, `notifications/${encodeURIComponent(id)}`),
    changedAt,
  );
  return (
    <Details
      label="Notification"
      title={id}
      about={detail && <State detail={detail} />}
      fault={fault}
      reading={detail ? '' : 'Reading what happened…'}
      onClose={onClose}
    >
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
    </Details>
  );
}

function State({ detail: { state, reason } }: { detail: NotificationDetail }) {
  const { word, tone, meaning } = stateWords(state);
  return (
    <p class={`tone-${tone}`}>
      <Mark tone={tone} /> {word}
      {reason && <span class="soft"> · {reason}</span>}
      <span class="soft"> · {meaning}</span>
    </p>
  );
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

import type { Alarm } from '../../api.ts';
import { Mark } from '../shell/icon.tsx';
import type { Tone } from '../state-words.ts';
import { alarms, connection, info, now, points } from '../store.ts';
import { manyWords, secondsWords, wholeMoment } from '../words.ts';
import { Chart, type Line } from './chart.tsx';

const FLOW: readonly Line[] = [
  { label: 'published', colour: '--chart-1', value: ({ published, seconds }) => published / seconds },
  { label: 'sent', colour: '--chart-2', value: ({ sent, seconds }) => sent / seconds },
];
const VERDICTS: readonly Line[] = [
  { label: 'sent', colour: '--chart-2', value: ({ sent }) => sent },
  { label: 'retried', colour: '--chart-1', value: ({ retried }) => retried },
  { label: 'held', colour: '--chart-3', value: ({ held }) => held },
  { label: 'given up', colour: '--chart-4', value: ({ rejected, expired }) => rejected + expired },
];
const QUEUE: readonly Line[] = [
  { label: 'waiting', colour: '--chart-1', value: ({ waiting }) => waiting },
  { label: 'in flight or hidden', colour: '--chart-2', value: ({ inFlight }) => inFlight },
  { label: 'dead letters', colour: '--chart-4', value: ({ deadLetters }) => deadLetters },
];
const OLDEST: readonly Line[] = [
  { label: 'oldest, in seconds', colour: '--chart-3', value: ({ oldestSeconds }) => oldestSeconds },
];
const LATENCY: readonly Line[] = [
  { label: 'half within', colour: '--chart-1', value: ({ latencyP50 }) => latencyP50 },
  { label: '99 of 100 within', colour: '--chart-3', value: ({ latencyP99 }) => latencyP99 },
];
const QUOTA: readonly Line[] = [
  { label: 'percent of the day', colour: '--chart-1', value: ({ quotaUsed }) => percent(quotaUsed) },
];

function percent(share: number | null): number | null {
  return share === null ? null : share * 100;
}

/** What happened lately: flow, ages, verdicts, latency and quota, and the alarms with the moment they changed. */
export function TimeView() {
  const isLocal = info.value?.local === true;
  return (
    <section class="page" aria-label="Over time">
      <header class="page-header">
        <div>
          <h1>Over time</h1>
          <p class="soft">
            {isLocal ? 'The last ten minutes, second by second.' : 'The last three hours, minute by minute.'}
          </p>
        </div>
      </header>
      <Alarms />
      {points.value.length === 0 && (
        <p class="empty">
          {connection.value === 'connecting' ? 'Reading what happened…' : 'Nothing was measured yet.'}
        </p>
      )}
      <div class="charts">
        <Chart title="Flow" unit="a second" lines={FLOW} />
        <Chart title="Verdicts" unit={isLocal ? 'each second' : 'each minute'} lines={VERDICTS} />
        <Chart title="Queues" unit="messages" lines={QUEUE} />
        <Chart title="Age of the oldest" unit="seconds" lines={OLDEST} />
        <Chart title="From publishing to SES’s answer" unit="milliseconds" lines={LATENCY} />
        <Chart title="Daily quota" unit="percent used" lines={QUOTA} />
      </div>
    </section>
  );
}

const STATES: Readonly<Record<Alarm['state'], readonly [word: string, tone: Tone]>> = {
  ALARM: ['on', 'bad'],
  OK: ['off', 'good'],
  INSUFFICIENT_DATA: ['knows nothing yet', 'quiet'],
  missing: ['missing', 'warned'],
};

function Alarms() {
  if (alarms.value.length === 0) return <p class="soft">This pipeline has no alarms.</p>;
  const [loud, quiet] = [true, false].map((isLoud) =>
    alarms.value.filter(({ state }) => (state === 'ALARM' || state === 'missing') === isLoud),
  ) as [Alarm[], Alarm[]];
  return (
    <section class="alarm-lists" aria-label="Alarms">
      {loud.length > 0 && <AlarmList alarms={loud} label="Alarms that are on" />}
      {quiet.length > 0 && (
        <details>
          <summary>
            {loud.length === 0 ? 'No alarm is on.' : ''} {manyWords(quiet.length, 'alarm is', 'alarms are')}{' '}
            off, or {quiet.length === 1 ? 'knows' : 'know'} nothing yet
          </summary>
          <AlarmList alarms={quiet} label="Alarms that are off" />
        </details>
      )}
    </section>
  );
}

function AlarmList({ alarms, label }: { alarms: readonly Alarm[]; label: string }) {
  return (
    <ul class="alarms" aria-label={label}>
      {alarms.map(({ kind, name, state, reason, description, since }) => {
        const [word, tone] = STATES[state];
        return (
          <li key={name} class={`card alarm tone-${tone}`} title={reason}>
            <Mark tone={tone} />
            <div>
              <strong>{kind}</strong> <span>{word}</span>
              {since && state !== 'INSUFFICIENT_DATA' && (
                <time class="soft" dateTime={since} title={wholeMoment(since)}>
                  {' '}
                  for {secondsWords((now.value - Date.parse(since)) / 1000)}
                </time>
              )}
              <p class="soft">{description.split('\n', 1)[0]}</p>
            </div>
          </li>
        );
      })}
    </ul>
  );
}

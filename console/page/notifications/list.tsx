import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ConsoleNotification } from '../../api.ts';
import { rowsInSight, topThatShows } from '../rows-in-sight.ts';
import { Mark } from '../shell/icon.tsx';
import { stateWords } from '../state-words.ts';
import { now } from '../store.ts';
import { manyWords, momentWords, secondsWords } from '../words.ts';

/** Of a row, in pixels: all are alike, so that only those in sight need to be drawn. As in the style sheet. */
const ROW = 40;

interface ListProps {
  readonly notifications: readonly ConsoleNotification[];
  /** The id of the one that is open, empty where none is. */
  readonly open: string;
  readonly onOpen: (id: string) => void;
  /** What to say where there is none. */
  readonly empty: string;
}

/** A list of any length, of which only what is in sight is drawn. What is being read stays where it is as others come. */
export function NotificationList({ notifications, open, onOpen, empty }: ListProps) {
  const box = useRef<HTMLDivElement>(null);
  const [sight, setSight] = useState({ top: 0, inSight: 600, height: ROW });
  const [current, setCurrent] = useState('');
  const place = notifications.findIndex(({ id }) => id === current);

  useLayoutEffect(() => {
    const measure = () => {
      const { scrollTop = 0, clientHeight = 0 } = box.current ?? {};
      setSight({ top: scrollTop, inSight: clientHeight, height: ROW });
    };
    const observer = new ResizeObserver(measure);
    if (box.current) observer.observe(box.current);
    box.current?.addEventListener('scroll', measure, { passive: true });
    measure();
    return () => observer.disconnect();
  }, []);
  useStillness(box, notifications);
  useEffect(() => {
    if (open !== '') setCurrent(open);
  }, [open]);

  const moveTo = (row: number) => {
    const to = Math.max(0, Math.min(notifications.length - 1, row));
    const target = notifications[to];
    if (!target || !box.current) return;
    setCurrent(target.id);
    box.current.scrollTop = topThatShows(to, {
      top: box.current.scrollTop,
      inSight: box.current.clientHeight,
      height: ROW,
    });
  };
  const steer = (event: KeyboardEvent) => {
    const page = Math.floor(sight.inSight / ROW);
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: place + 1,
      j: place + 1,
      ArrowUp: place - 1,
      k: place - 1,
      PageDown: place + page,
      PageUp: place - page,
      Home: 0,
      End: notifications.length - 1,
    };
    const row = steps[event.key];
    if (row !== undefined && !event.ctrlKey && !event.metaKey) moveTo(row);
    else if (event.key === 'Enter' && place >= 0) onOpen(current);
    else return;
    event.preventDefault();
  };

  const { first, end } = rowsInSight(notifications.length, sight);
  return (
    <div
      ref={box}
      class="list"
      role="listbox"
      aria-label={`Notifications, newest first: ${manyWords(notifications.length, 'notification')}`}
      aria-activedescendant={place >= first && place < end ? `row-${place}` : undefined}
      tabIndex={0}
      onKeyDown={steer}
      onFocus={() => place < 0 && notifications[first] && setCurrent(notifications[first].id)}
    >
      <div class="list-whole" style={{ height: `${notifications.length * ROW}px` }} role="presentation">
        {notifications.slice(first, end).map((each, index) => (
          <Row
            key={each.id}
            notification={each}
            row={first + index}
            count={notifications.length}
            isCurrent={each.id === current}
            isOpen={each.id === open}
            onOpen={onOpen}
          />
        ))}
      </div>
      {notifications.length === 0 && <p class="empty">{empty}</p>}
    </div>
  );
}

interface RowProps {
  readonly notification: ConsoleNotification;
  readonly row: number;
  readonly count: number;
  readonly isCurrent: boolean;
  readonly isOpen: boolean;
  readonly onOpen: (id: string) => void;
}

function Row({ notification, row, count, isCurrent, isOpen, onOpen }: RowProps) {
  const { id, state, attempts, publishedAt, updatedAt } = notification;
  const { word, tone, meaning } = stateWords(state);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys go to the list, which names the current row
    <div
      id={`row-${row}`}
      class={`row ${isCurrent ? 'row-current' : ''}`}
      style={{ transform: `translateY(${row * ROW}px)` }}
      role="option"
      tabIndex={-1}
      aria-selected={isOpen}
      aria-posinset={row + 1}
      aria-setsize={count}
      onClick={() => onOpen(id)}
    >
      <span class={`row-state tone-${tone}`} title={meaning}>
        <Mark tone={tone} />
        {word}
      </span>
      <bdi class="row-id">{id}</bdi>
      <span class="row-why">
        <Why notification={notification} />
      </span>
      <span class="row-attempts">{attempts > 1 ? `${attempts} attempts` : ''}</span>
      <time class="row-time" dateTime={publishedAt ?? updatedAt}>
        {momentWords(publishedAt ?? updatedAt, Date.now())}
      </time>
    </div>
  );
}

/** Why it is in its state, and when it is tried again. The seconds count down in what waits alone. */
function Why({ notification: { reason, state, nextAttempt } }: { notification: ConsoleNotification }) {
  const waits = nextAttempt !== null && (state === 'retrying' || state === 'held');
  const left = waits ? (Date.parse(nextAttempt) - now.value) / 1000 : 0;
  const next = left > 0 ? `next in ${secondsWords(left)}` : 'next now';
  return <>{[reason, waits ? next : ''].filter(Boolean).join(', ')}</>;
}

/** Rows that come in above what is being read move it by as much as they are high; so it is scrolled by as much. */
function useStillness(
  box: { current: HTMLDivElement | null },
  notifications: readonly ConsoleNotification[],
) {
  const first = useRef<string | undefined>(undefined);
  useLayoutEffect(() => {
    const list = box.current;
    const added = notifications.findIndex(({ id }) => id === first.current);
    if (list && list.scrollTop > 0 && added > 0) list.scrollTop += added * ROW;
    first.current = notifications[0]?.id;
  }, [notifications]);
}

import { useMemo } from 'preact/hooks';
import { counted, matching } from '../notifications-book.ts';
import { Icon } from '../shell/icon.tsx';
import { SearchField } from '../shell/search-field.tsx';
import { STATES, stateWords } from '../state-words.ts';
import { ask, connection, go, isLocal, notifications, pausedAt, route, states } from '../store.ts';
import { countWords, manyWords } from '../words.ts';
import { NotificationDetails } from './details.tsx';
import { NotificationList } from './list.tsx';

/** All notifications that the console knows, live, and beside them the one that is open. */
export function NotificationsView() {
  const { id = '' } = route.value.query;
  return (
    <section class={`split ${id === '' ? '' : 'split-open'}`} aria-label="Notifications">
      <div class="split-list">
        <h1 class="unseen">Notifications</h1>
        <Filters />
        <LiveList open={id} />
      </div>
      {id !== '' && <NotificationDetails key={id} id={id} onClose={() => ask({ id: '' })} />}
    </section>
  );
}

/** The list by what the address asks for. */
export function LiveList({ open }: { open: string }) {
  const all = pausedAt.value ?? notifications.value;
  const { state = '', reason = '', q = '' } = route.value.query;
  const shown = useMemo(() => matching(all, { state, reason, q }), [all, state, reason, q]);
  return (
    <NotificationList
      notifications={shown}
      open={open}
      onOpen={(id) => go({ view: 'notifications', query: { ...route.value.query, id } })}
      empty={emptyWords(all.length, state)}
    />
  );
}

function emptyWords(count: number, state: string): string {
  if (count > 0) {
    return state === ''
      ? 'None matches. Change the filters, or search for another part of an id.'
      : `None is ${stateWords(state).word.toLowerCase()} at present.`;
  }
  if (connection.value === 'connecting') return 'Reading notifications…';
  return isLocal.value
    ? 'Nothing has been published yet. What is published shows here at once.'
    : `A deployed backend tells of one notification at a time: ${
        route.value.view === 'notifications' ? 'type' : 'search for'
      } its whole id above, and Enter.`;
}

function Filters() {
  const { state = '', reason = '', q = '' } = route.value.query;
  const reasons = counted(notifications.value, (each) => each.reason);
  const present = Object.entries(STATES).filter(([name]) => name === state || states.value.has(name));
  return (
    <search class="filters">
      <div class="filters-line">
        <SearchField
          label="Search by id"
          placeholder="Search by id"
          value={q}
          onInput={(value) => ask({ q: value })}
          // What is not in the list may be known all the same.
          onEnter={(value) => value.trim() !== '' && ask({ id: value.trim() })}
        />
        <select
          aria-label="Reason"
          value={reason}
          onChange={({ currentTarget }) => ask({ reason: currentTarget.value })}
        >
          <option value="">Any reason</option>
          {reason !== '' && !reasons.some(([name]) => name === reason) && (
            <option value={reason}>{reason}</option>
          )}
          {reasons.map(([name, count]) => (
            <option key={name} value={name}>
              {name} ({countWords(count)})
            </option>
          ))}
        </select>
        <Pause />
      </div>
      <fieldset class="chips" aria-label="State">
        <Chip name="" word="All" count={notifications.value.length} chosen={state} />
        {present.map(([name, { word }]) => (
          <Chip key={name} name={name} word={word} count={states.value.get(name) ?? 0} chosen={state} />
        ))}
      </fieldset>
    </search>
  );
}

function Chip({ name, word, count, chosen }: { name: string; word: string; count: number; chosen: string }) {
  return (
    <button type="button" class="chip" aria-pressed={name === chosen} onClick={() => ask({ state: name })}>
      {word} <span class="chip-count">{countWords(count)}</span>
    </button>
  );
}

function Pause() {
  const paused = pausedAt.value;
  const known = new Set(paused?.map(({ id }) => id));
  const fresh = paused ? notifications.value.filter(({ id }) => !known.has(id)).length : 0;
  return (
    <button
      type="button"
      class="pause"
      aria-pressed={paused !== null}
      onClick={() => {
        pausedAt.value = paused ? null : notifications.value;
      }}
    >
      <Icon name={paused ? 'play' : 'pause'} />
      {paused ? `Go on${fresh > 0 ? ` (${manyWords(fresh, 'new one', 'new')})` : ''}` : 'Pause'}
    </button>
  );
}

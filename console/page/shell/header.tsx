import { connection, go, info, pipeline, route, states } from '../store.ts';
import { Icon } from './icon.tsx';
import { theme, toggleTheme } from './theme.ts';

const CONNECTIONS = {
  connecting: { words: 'Connecting…', tone: 'waiting' },
  live: { words: 'Live', tone: 'good' },
  lost: { words: 'Connection lost, trying again', tone: 'bad' },
  back: { words: 'Connected again', tone: 'good' },
} as const;

/** @param onSearch opens the palette. */
export function Header({ onSearch }: { onSearch: () => void }) {
  return (
    <header class="header">
      <a class="brand" href="#/overview">
        Mailroom
      </a>
      <PipelineChoice />
      <Where />
      <span class="spring" />
      <ConnectionState />
      <button type="button" class="quiet go-to" aria-label="Go to…" onClick={onSearch}>
        <Icon name="search" />
        <span class="wide-only">
          Go to… <kbd>Ctrl K</kbd>
        </span>
      </button>
      <button
        type="button"
        class="quiet square"
        onClick={toggleTheme}
        aria-label={theme.value === 'dark' ? 'Use light colours' : 'Use dark colours'}
      >
        <Icon name="theme" />
      </button>
    </header>
  );
}

function PipelineChoice() {
  const pipelines = info.value?.pipelines ?? [];
  if (pipelines.length === 0) return null;
  if (pipelines.length === 1) {
    return (
      <span class="pipeline-name" title={pipeline.value}>
        {pipeline.value}
      </span>
    );
  }
  return (
    <select
      class="pipeline-name"
      aria-label="Pipeline"
      value={pipeline.value}
      onChange={({ currentTarget }) => go({ ...route.value, pipeline: currentTarget.value, query: {} })}
    >
      {pipelines.map(({ name }) => (
        <option key={name} value={name}>
          {name}
        </option>
      ))}
    </select>
  );
}

/** On what this page acts: a page of production must not look like one of a laptop. */
function Where() {
  if (!info.value) return null;
  const { local, write, source, account, region } = info.value;
  const words = local ? 'on this machine' : `${source}, ${account}, ${region}`;
  return (
    <span class={`where ${local ? '' : 'where-deployed'}`} title={words}>
      <span class="where-words">
        {words}
        {!write && ' · '}
      </span>
      {write ? <span class="where-short">deployed</span> : 'read only'}
    </span>
  );
}

function ConnectionState() {
  const { words, tone } = CONNECTIONS[connection.value];
  return (
    <span class={`connection tone-${tone}`} role="status">
      <span class="connection-dot" aria-hidden="true" />
      {words}
    </span>
  );
}

/** Dead letters that the live list knows of, for the document's title. */
export function titleOf(): string {
  const dead = states.value.get('dead') ?? 0;
  return dead > 0 ? `(${dead}) Mailroom console` : 'Mailroom console';
}

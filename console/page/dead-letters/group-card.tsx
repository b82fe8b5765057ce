import type { DeadLetterGroup } from '../../api.ts';
import { Mark } from '../shell/icon.tsx';
import { ask, mayWrite, now } from '../store.ts';
import { countWords, manyWords, secondsWords, wholeMoment } from '../words.ts';

interface GroupCardProps {
  readonly group: DeadLetterGroup;
  /** The message id of the letter that is open. */
  readonly open: string;
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (messageId: string, isSelected: boolean) => void;
  readonly onPlan: (action: 'redrive' | 'purge', isPatched?: boolean) => void;
  readonly onExport: () => void;
}

/** Dead letters that failed alike: how many, since when, why, what cures it, and the newest few. */
export function GroupCard({ group, open, selected, onSelect, onPlan, onExport }: GroupCardProps) {
  const { reason, error, explanation, count, redriven, oldest, newest, cure, letters } = group;
  return (
    <article class="card group" aria-label={`${reason} ${error}`}>
      <header class="group-header">
        <h2>
          <Mark tone="bad" />
          <span class="group-count">{countWords(count)}</span> <bdi>{reason}</bdi>
          {error !== '' && error !== reason && (
            <small>
              <bdi>{error}</bdi>
            </small>
          )}
        </h2>
        <p class="soft">
          <Age oldest={oldest} newest={newest} />
          {redriven > 0 && `, ${countWords(redriven)} redriven before`}
        </p>
      </header>
      <p>{explanation}</p>
      {cure.length > 0 && <Cure cure={cure} />}
      <ul class="letters" aria-label="The newest of them">
        {letters.map(({ id, messageId, deadLettered, redrives, recipient, recipients }) => (
          <li key={messageId} class={messageId === open ? 'letter letter-open' : 'letter'}>
            <input
              type="checkbox"
              aria-label={`Select ${id}`}
              checked={selected.has(messageId)}
              onChange={({ currentTarget }) => onSelect(messageId, currentTarget.checked)}
            />
            <button
              type="button"
              class="link"
              aria-expanded={messageId === open}
              onClick={() => ask({ id: messageId })}
            >
              <bdi>{id}</bdi>
            </button>
            <span class="soft letter-to">
              <bdi>{recipient ?? 'no recipient'}</bdi>
              {recipients > 1 && ` and ${recipients - 1} more`}
            </span>
            {redrives > 0 && <small>redriven {redrives}×</small>}
            <time class="soft" dateTime={deadLettered} title={wholeMoment(deadLettered)}>
              {secondsWords((now.value - Date.parse(deadLettered)) / 1000)} ago
            </time>
          </li>
        ))}
      </ul>
      {count > letters.length && (
        <p class="soft">… and {manyWords(count - letters.length, 'more', 'more')}</p>
      )}
      <footer class="group-actions">
        {mayWrite.value && (
          <>
            <button type="button" class="primary" onClick={() => onPlan('redrive')}>
              Redrive {count === 1 ? 'it' : `all ${countWords(count)}`}…
            </button>
            <button type="button" onClick={() => onPlan('redrive', true)}>
              Edit and redrive…
            </button>
            <button type="button" onClick={() => onPlan('purge')}>
              Purge…
            </button>
          </>
        )}
        <button type="button" onClick={onExport}>
          Export
        </button>
      </footer>
    </article>
  );
}

function Age({ oldest, newest }: { oldest: string; newest: string }) {
  const ago = (iso: string) => secondsWords((now.value - Date.parse(iso)) / 1000);
  if (oldest === newest) return <>{ago(newest)} ago</>;
  return (
    <>
      first {ago(oldest)} ago, last {ago(newest)} ago
    </>
  );
}

/** What helps. The buttons below do it; the commands do it elsewhere. */
function Cure({ cure }: { cure: DeadLetterGroup['cure'] }) {
  return (
    <details class="cure">
      <summary>What cures it, from the command line</summary>
      {cure.map(({ text, commands }) => (
        <div key={text}>
          <p>{text}</p>
          {commands.map((command) => (
            <code key={command}>{command}</code>
          ))}
        </div>
      ))}
    </details>
  );
}

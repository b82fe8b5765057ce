import { signal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import type { AuditedOperation, Operation } from '../../api.ts';
import { messageOf, pipelinePath, request } from '../client.ts';
import { Fault } from '../shell/fault.tsx';
import { ScrollingText } from '../shell/scrolling-text.tsx';
import { operations, pipeline } from '../store.ts';
import { countWords, momentWords, wholeMoment } from '../words.ts';

const NAMES = { redrive: 'Redrive', purge: 'Purge' } as const;

/** Ids of ended operations whose outcome somebody has read. */
const dismissed = signal<ReadonlySet<string>>(new Set());

/** What this console does just now, and what came of what it has done. */
export function RunningOperations() {
  const shown = operations.value.filter(({ id }) => !dismissed.value.has(id));
  if (shown.length === 0) return null;
  return (
    <section class="operations" aria-label="Operations">
      {shown.toReversed().map((operation) => (
        <Running key={operation.id} operation={operation} />
      ))}
    </section>
  );
}

function Running({ operation: { id, action, state, done, total, words } }: { operation: Operation }) {
  const [fault, setFault] = useState('');
  const cancel = () =>
    request(pipelinePath(pipeline.value, `operations/${encodeURIComponent(id)}`), { method: 'DELETE' }).catch(
      (thrown) => setFault(messageOf(thrown)),
    );
  const isRunning = state === 'running';
  return (
    <article class={`card operation operation-${state}`} aria-label={`${NAMES[action]}, ${state}`}>
      <div class="operation-line">
        <strong>{NAMES[action]}</strong>
        <span role="status">
          {state}, {countWords(done)} of {countWords(total)}
        </span>
        <span class="spring" />
        {isRunning ? (
          <button type="button" onClick={() => void cancel()}>
            Cancel
          </button>
        ) : (
          <button
            type="button"
            class="quiet"
            onClick={() => {
              dismissed.value = new Set([...dismissed.value, id]);
            }}
          >
            Dismiss
          </button>
        )}
      </div>
      <progress max={Math.max(1, total)} value={done} aria-label={`${NAMES[action]} progress`} />
      {words !== null && <ScrollingText label="Outcome">{words.trim()}</ScrollingText>}
      <Fault text={fault} />
    </article>
  );
}

/** The last operations of anybody, by the audit file. */
export function AuditedOperations() {
  const [audited, setAudited] = useState<readonly AuditedOperation[]>([]);
  const name = pipeline.value;
  const ended = operations.value.filter(({ state }) => state !== 'running').length;
  // One that has ended is in the file now.
  useEffect(() => {
    if (name === '') return;
    request<readonly AuditedOperation[]>(pipelinePath(name, 'operations')).then(setAudited, () => {});
  }, [name, ended]);
  if (audited.length === 0) return null;
  return (
    <section class="audited" aria-label="Last operations">
      <h2>Last operations</h2>
      <div class="table">
        <table>
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">What</th>
              <th scope="col">Who</th>
              <th scope="col">Outcome</th>
            </tr>
          </thead>
          <tbody>
            {audited.map(({ run, time, action, principal, state, counts, error }) => (
              <tr key={run}>
                <td title={wholeMoment(time)}>{momentWords(time, Date.now())}</td>
                <td>{action}</td>
                <td>
                  <bdi>{principal}</bdi>
                </td>
                <td>
                  {[state, ...countsOf(counts)].join(', ')}
                  {error && `: ${error}`}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function countsOf(counts: AuditedOperation['counts']): string[] {
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(
      ([name, count]) =>
        `${countWords(count)} ${name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}`,
    );
}

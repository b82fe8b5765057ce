import { useEffect, useState } from 'preact/hooks';
import type { Lever } from '../../api.ts';
import { messageOf } from '../client.ts';
import { Fault } from '../shell/fault.tsx';
import { Icon } from '../shell/icon.tsx';
import { picture } from '../store.ts';
import { levers, pull, readLevers } from './levers.ts';
import { TourInvitation } from './tour.tsx';

/** Levers that break things on this machine, each with the call that does the same in a test. */
export function FaultsView() {
  const [fault, setFault] = useState('');
  const faults = picture.value?.ses.faults;
  // Another page, or a test, may have pulled one.
  useEffect(() => {
    readLevers().then(
      () => setFault(''),
      (thrown) => setFault(messageOf(thrown)),
    );
  }, [JSON.stringify(faults)]);
  return (
    <section class="page" aria-label="Faults">
      <header class="page-header">
        <div>
          <h1>Faults</h1>
          <p class="soft">
            Break what a cloud breaks, on this machine alone, and watch what becomes of notifications.
          </p>
        </div>
        <TourInvitation />
      </header>
      <Fault text={fault} />
      {!levers.value && fault === '' && <p class="empty">Reading the levers…</p>}
      <div class="levers">
        {levers.value?.map((lever) => (
          <LeverCard key={lever.id} lever={lever} />
        ))}
      </div>
    </section>
  );
}

function LeverCard({ lever }: { lever: Lever }) {
  const { id, title, explanation, kind, value, call } = lever;
  const [fault, setFault] = useState('');
  const [isBusy, setBusy] = useState(false);
  const set = async (to: Lever['value']) => {
    setBusy(true);
    try {
      await pull(id, to);
      setFault('');
    } catch (thrown) {
      setFault(messageOf(thrown));
    } finally {
      setBusy(false);
    }
  };
  const isPulled = kind === 'toggle' && value === true;
  return (
    <article class={`card lever ${isPulled ? 'lever-pulled' : ''}`} aria-label={title}>
      <div class="lever-top">
        <h2>{title}</h2>
        {kind === 'toggle' && (
          <button
            type="button"
            class="switch"
            role="switch"
            aria-checked={value === true}
            aria-label={title}
            disabled={isBusy}
            onClick={() => void set(value !== true)}
          >
            <span aria-hidden="true" />
            {value === true ? 'on' : 'off'}
          </button>
        )}
        {kind === 'button' && (
          <button
            type="button"
            aria-label={`${title}: do it`}
            disabled={isBusy}
            onClick={() => void set(null)}
          >
            Do it
          </button>
        )}
        {(kind === 'number' || kind === 'text') && <Value lever={lever} isBusy={isBusy} set={set} />}
      </div>
      <p class="soft">{explanation}</p>
      <Fault text={fault} />
      <Code text={call} />
    </article>
  );
}

interface ValueProps {
  readonly lever: Lever;
  readonly isBusy: boolean;
  readonly set: (to: Lever['value']) => Promise<void>;
}

/** A number or a text, taken over by Enter or the button; left empty it is as it is by itself. */
function Value({ lever: { title, kind, value, range }, isBusy, set }: ValueProps) {
  const [typed, setTyped] = useState(String(value ?? ''));
  useEffect(() => setTyped(String(value ?? '')), [value]);
  const submit = (event: Event) => {
    event.preventDefault();
    const text = typed.trim();
    void set(text === '' ? null : kind === 'number' ? Number(text) : text);
  };
  return (
    <form class="lever-value" onSubmit={submit}>
      <input
        type="text"
        inputMode={kind === 'number' ? 'decimal' : 'text'}
        aria-label={title}
        value={typed}
        placeholder="none"
        onInput={({ currentTarget }) => setTyped(currentTarget.value)}
      />
      {range && <span class="soft">{range.unit}</span>}
      <button type="submit" disabled={isBusy || typed === String(value ?? '')}>
        Set
      </button>
    </form>
  );
}

/** A call to copy into a test. */
function Code({ text }: { text: string }) {
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), 2000);
  };
  return (
    <div class="code">
      <code>{text}</code>
      <button type="button" class="quiet" onClick={() => void copy()}>
        <Icon name="copy" /> {isCopied ? 'Copied' : 'Copy'}
      </button>
      <span class="unseen" role="status">
        {isCopied ? 'Copied' : ''}
      </span>
    </div>
  );
}

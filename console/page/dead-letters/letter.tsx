import mergePatch from 'json-merge-patch';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { DeadLetter, Difference, DifferenceRequest } from '../../api.ts';
import { messageOf, pipelinePath, request } from '../client.ts';
import { Icon } from '../shell/icon.tsx';
import { linkTo, mayWrite, pipeline } from '../store.ts';
import { manyWords, wholeMoment } from '../words.ts';
import { DifferenceText } from './difference.tsx';
import type { PlanFor } from './plan-dialog.tsx';

interface LetterProps {
  readonly messageId: string;
  readonly undelivered: boolean;
  readonly onClose: () => void;
  readonly onPlan: (plan: PlanFor) => void;
}

/** One dead letter whole, to be edited and sent again. */
export function Letter({ messageId, undelivered, onClose, onPlan }: LetterProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const [letter, setLetter] = useState<DeadLetter>();
  const [fault, setFault] = useState('');
  const name = pipeline.value;
  useEffect(() => {
    if (name === '') return;
    const path = `dead-letters/${encodeURIComponent(messageId)}?undelivered=${undelivered}`;
    request<DeadLetter>(pipelinePath(name, path)).then(setLetter, (thrown) => setFault(messageOf(thrown)));
  }, [name, messageId, undelivered]);
  useEffect(() => heading.current?.focus(), []);
  return (
    <article class="details" aria-label="Dead letter" onKeyDown={({ key }) => key === 'Escape' && onClose()}>
      <header class="details-header">
        <h2 ref={heading} tabIndex={-1}>
          <bdi>{letter?.id ?? 'Dead letter'}</bdi>
        </h2>
        <button type="button" class="quiet square" aria-label="Close" onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      {fault !== '' && (
        <p class="fault" role="alert">
          {fault}
        </p>
      )}
      {!letter && fault === '' && <p class="empty">Reading the dead letter…</p>}
      {letter && (
        <>
          <Evidence letter={letter} />
          <p>
            <a href={linkTo('notifications', { id: letter.id })}>What happened to it</a>
          </p>
          <Editor letter={letter} undelivered={undelivered} onPlan={onPlan} />
        </>
      )}
    </article>
  );
}

function Evidence({ letter }: { letter: DeadLetter }) {
  const { reason, error, explanation, attempts, redrives, publishedAt, deadLettered } = letter;
  const lines: readonly [string, string][] = [
    ['Reason', [reason, error].filter(Boolean).join(' · ')],
    ['Means', explanation],
    ['Attempts', attempts === null ? '' : manyWords(attempts, 'attempt')],
    ['Redriven', redrives > 0 ? `${redrives}×` : ''],
    ['Published', publishedAt ? wholeMoment(publishedAt) : ''],
    ['Dead since', wholeMoment(deadLettered)],
  ];
  return (
    <dl class="addresses">
      {lines
        .filter(([, value]) => value !== '')
        .map(([title, value]) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd dir="auto">{value}</dd>
          </div>
        ))}
    </dl>
  );
}

interface EditorProps {
  readonly letter: DeadLetter;
  readonly undelivered: boolean;
  readonly onPlan: (plan: PlanFor) => void;
}

/** The payload as it was published. An edit shows its difference before anything is sent. */
function Editor({ letter: { messageId, payload }, undelivered, onPlan }: EditorProps) {
  const original = parsed(payload);
  const first = original === undefined ? payload : JSON.stringify(original, null, 2);
  const [text, setText] = useState(first);
  const [difference, setDifference] = useState<Difference>();
  const [fault, setFault] = useState('');
  const edited = parsed(text);
  const patch = (
    original === undefined || edited === undefined ? undefined : mergePatch.generate(original, edited)
  ) as DifferenceRequest['patch'] | undefined;
  const mayEdit = mayWrite.value && original !== undefined;
  const compare = async () => {
    if (!patch) return;
    const body: DifferenceRequest = { messageId, undelivered, patch };
    try {
      const path = pipelinePath(pipeline.value, 'dead-letters/difference');
      setDifference(await request<Difference>(path, { method: 'POST', body }));
      setFault('');
    } catch (thrown) {
      setFault(messageOf(thrown));
    }
  };
  const redrive = () =>
    onPlan({
      action: 'redrive',
      isPatched: false,
      filter: { ids: [messageId], undelivered, redrivenToo: true },
      ...(patch && { patch }),
    });
  return (
    <section aria-label="Payload" class="editor">
      <label for="payload">What was published</label>
      <textarea
        id="payload"
        rows={14}
        spellcheck={false}
        dir="auto"
        readOnly={!mayEdit}
        value={text}
        onInput={({ currentTarget }) => {
          setText(currentTarget.value);
          setDifference(undefined);
        }}
      />
      {edited === undefined && original !== undefined && <p class="issue">This is no JSON yet.</p>}
      {fault !== '' && (
        <p class="fault" role="alert">
          {fault}
        </p>
      )}
      {difference && <DifferenceText text={difference.difference} />}
      {difference?.issues.map(({ field, message }) => (
        <p key={`${field} ${message}`} class="issue">
          {field}: {message}
        </p>
      ))}
      {mayWrite.value && (
        <div class="form-actions">
          <button type="button" disabled={patch === undefined} onClick={() => void compare()}>
            See the difference
          </button>
          <button
            type="button"
            class="primary"
            disabled={patch !== undefined && (!difference || difference.issues.length > 0)}
            onClick={redrive}
          >
            {patch === undefined ? 'Redrive as it is…' : 'Redrive as edited…'}
          </button>
        </div>
      )}
    </section>
  );
}

function parsed(text: string) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

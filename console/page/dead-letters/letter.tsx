import mergePatch from 'json-merge-patch';
import { useState } from 'preact/hooks';
import type { DeadLetter, Difference, DifferenceRequest } from '../../api.ts';
import { messageOf, pipelinePath, request } from '../client.ts';
import { Details } from '../shell/details.tsx';
import { Fault } from '../shell/fault.tsx';
import { linkTo, mayWrite, pipeline } from '../store.ts';
import { useAnswer } from '../use-answer.ts';
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
  const name = pipeline.value;
  const path = `dead-letters/${encodeURIComponent(messageId)}?undelivered=${undelivered}`;
  const { answer: letter, fault } = useAnswer<DeadLetter>(name && pipelinePath(name, path));
  return (
    <Details
      label="Dead letter"
      title={letter?.id ?? 'Dead letter'}
      fault={fault}
      reading={letter ? '' : 'Reading the dead letter…'}
      onClose={onClose}
    >
      {letter && (
        <>
          <Evidence letter={letter} />
          <p>
            <a href={linkTo('notifications', { id: letter.id })}>What happened to it</a>
          </p>
          <Editor letter={letter} undelivered={undelivered} onPlan={onPlan} />
        </>
      )}
    </Details>
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
      <Fault text={fault} />
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

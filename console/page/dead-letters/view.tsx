import { useState } from 'preact/hooks';
import type { DeadLetterGroup, DeadLetterList, DeadLetterSelection } from '../../api.ts';
import { messageOf, pipelinePath } from '../client.ts';
import { Fault } from '../shell/fault.tsx';
import { ask, info, linkTo, mayWrite, operations, picture, pipeline, route } from '../store.ts';
import { useAnswer } from '../use-answer.ts';
import { manyWords } from '../words.ts';
import { download } from './export.ts';
import { GroupCard } from './group-card.tsx';
import { Letter } from './letter.tsx';
import { AuditedOperations, RunningOperations } from './operations.tsx';
import { PlanDialog, type PlanFor } from './plan-dialog.tsx';

/** What was given up, by reason: what it means, what cures it, and what may be done with it. */
export function DeadLettersView() {
  const { id = '', state = '' } = route.value.query;
  const undelivered = state === 'undelivered';
  const { list, fault } = useList(undelivered);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [plan, setPlan] = useState<PlanFor>();
  const [exported, setExported] = useState('');
  const planFor = (action: PlanFor['action'], filter: DeadLetterSelection, isPatched = false) =>
    setPlan({ action, isPatched, filter: { ...filter, undelivered } });
  const toExport = (filter: DeadLetterSelection) =>
    download(pipeline.value, { ...filter, undelivered }).then(setExported, (thrown) =>
      setExported(messageOf(thrown)),
    );
  return (
    <section class={`split ${id === '' ? '' : 'split-open'}`} aria-label="Dead letters">
      <div class="split-list split-scroll">
        <header class="page-header">
          <div>
            <h1>{undelivered ? 'Undelivered' : 'Dead letters'}</h1>
            <p class="soft">{listWords(list, undelivered)}</p>
          </div>
          <a class="button" href={linkTo('dead-letters', undelivered ? {} : { state: 'undelivered' })}>
            {undelivered ? 'Dead letters' : 'Undelivered'}
          </a>
        </header>
        <Fault text={fault} />
        {info.value?.write === false && (
          <p class="note">
            This console is read only, so nothing is redriven or purged here. Started with{' '}
            <code>--write</code> it does both.
          </p>
        )}
        {list?.partial.map((sentence) => (
          <p key={sentence} class="note">
            {sentence}
          </p>
        ))}
        <p role="status" class="soft">
          {exported}
        </p>
        <RunningOperations />
        {selected.size > 0 && (
          <Selection
            count={selected.size}
            onRedrive={() => planFor('redrive', { ids: [...selected], redrivenToo: true })}
            onEdit={() => planFor('redrive', { ids: [...selected], redrivenToo: true }, true)}
            onPurge={() => planFor('purge', { ids: [...selected] })}
            onExport={() => void toExport({ ids: [...selected] })}
            onClear={() => setSelected(new Set())}
          />
        )}
        {list?.groups.map((group) => (
          <GroupCard
            key={`${group.reason} ${group.error}`}
            group={group}
            open={id}
            selected={selected}
            onSelect={(messageId, isSelected) => setSelected(withOrWithout(selected, messageId, isSelected))}
            onPlan={(action, isPatched) => planFor(action, filterOf(group), isPatched)}
            onExport={() => void toExport(filterOf(group))}
          />
        ))}
        {list?.groups.length === 0 && (
          <p class="empty">
            {undelivered
              ? 'The queue took all that was published.'
              : 'Nothing was given up. What can never be sent shows here, with its reason.'}
          </p>
        )}
        {!list && fault === '' && <p class="empty">Reading dead letters…</p>}
        <AuditedOperations />
      </div>
      {id !== '' && (
        <Letter
          key={id}
          messageId={id}
          undelivered={undelivered}
          onClose={() => ask({ id: '' })}
          onPlan={setPlan}
        />
      )}
      {plan && (
        <PlanDialog
          plan={plan}
          onClose={() => setPlan(undefined)}
          onApplied={() => {
            setSelected(new Set());
            ask({ id: '' });
          }}
        />
      )}
    </section>
  );
}

function listWords(list: DeadLetterList | undefined, undelivered: boolean): string {
  if (!list) return 'What was given up, by reason.';
  const count = undelivered
    ? manyWords(list.matching, 'undelivered notification')
    : manyWords(list.matching, 'dead letter');
  const sentence = `${count.charAt(0).toUpperCase()}${count.slice(1)}`;
  const kinds = manyWords(list.groups.length, 'kind');
  return list.matching === 0 ? `${sentence}.` : `${sentence} of ${kinds}. None is sent by itself.`;
}

/** Asked again whenever the queue holds another number, or an operation has ended. */
function useList(undelivered: boolean): { list: DeadLetterList | undefined; fault: string } {
  const name = pipeline.value;
  const part = undelivered ? picture.value?.undelivered : picture.value?.deadLetters;
  const ended = operations.value.filter(({ state }) => state !== 'running').length;
  const { answer: list, fault } = useAnswer<DeadLetterList>(
    name && pipelinePath(name, `dead-letters?undelivered=${undelivered}`),
    `${part?.count} ${ended}`,
  );
  return { list, fault };
}

function filterOf({ reason, error }: DeadLetterGroup): DeadLetterSelection {
  return { reasons: [reason], ...(error !== '' && { errors: [error] }) };
}

function withOrWithout(all: ReadonlySet<string>, one: string, isIn: boolean): ReadonlySet<string> {
  const others = [...all].filter((each) => each !== one);
  return new Set(isIn ? [...others, one] : others);
}

interface SelectionProps {
  readonly count: number;
  readonly onRedrive: () => void;
  readonly onEdit: () => void;
  readonly onPurge: () => void;
  readonly onExport: () => void;
  readonly onClear: () => void;
}

function Selection({ count, onRedrive, onEdit, onPurge, onExport, onClear }: SelectionProps) {
  return (
    <section class="selection" aria-label="Selected">
      <strong>{manyWords(count, 'dead letter')} selected</strong>
      {mayWrite.value && (
        <>
          <button type="button" class="primary" onClick={onRedrive}>
            Redrive…
          </button>
          <button type="button" onClick={onEdit}>
            Edit and redrive…
          </button>
          <button type="button" onClick={onPurge}>
            Purge…
          </button>
        </>
      )}
      <button type="button" onClick={onExport}>
        Export
      </button>
      <button type="button" class="quiet" onClick={onClear}>
        Clear
      </button>
    </section>
  );
}

import { useEffect, useState } from 'preact/hooks';
import type { BurstResult, NotificationForm, Published } from '../../api.ts';
import { messageOf, pipelinePath, RequestError, request } from '../client.ts';
import { Fault } from '../shell/fault.tsx';
import { linkTo, pipeline } from '../store.ts';
import { countWords, manyWords } from '../words.ts';
import { firstValues, notificationOf, type Values } from './form.ts';

type Done =
  | { readonly kind: 'published'; readonly id: string; readonly isAgain: boolean }
  | { readonly kind: 'burst'; readonly result: BurstResult };

/** A form of a notification, field by field, as the contract has it. */
export function PublishView() {
  const [form, setForm] = useState<NotificationForm>();
  const [values, setValues] = useState<Values>({});
  const [issues, setIssues] = useState<RequestError['issues']>([]);
  const [fault, setFault] = useState('');
  const [done, setDone] = useState<Done>();
  const [count, setCount] = useState(100);
  const [isBusy, setBusy] = useState(false);
  useEffect(() => {
    request<NotificationForm>('/api/notification-form').then(
      (answer) => {
        setForm(answer);
        setValues(firstValues(answer));
      },
      (thrown) => setFault(messageOf(thrown)),
    );
  }, []);
  if (!form) return <p class={fault === '' ? 'empty' : 'fault'}>{fault || 'Reading the form…'}</p>;

  const send = async (act: (notification: unknown) => Promise<Done>) => {
    const read = notificationOf(form, values);
    setIssues(read.issues);
    if (read.issues.length > 0) return;
    setBusy(true);
    setFault('');
    try {
      setDone(await act(read.notification));
    } catch (thrown) {
      setDone(undefined);
      setIssues(thrown instanceof RequestError ? thrown.issues : []);
      setFault(messageOf(thrown));
    } finally {
      setBusy(false);
    }
  };
  const publish = (isAgain: boolean, id?: string) =>
    send(async (notification) => {
      const body = { notification: { ...(notification as object), ...(id !== undefined && { id }) } };
      const path = pipelinePath(pipeline.value, 'publish');
      const published = await request<Published>(path, { method: 'POST', body });
      return { kind: 'published', id: published.id, isAgain };
    });
  const burst = () =>
    send(async (notification) => {
      const path = pipelinePath(pipeline.value, 'burst');
      const result = await request<BurstResult>(path, { method: 'POST', body: { count, notification } });
      return { kind: 'burst', result };
    });
  const others = form.fields.filter((field) => !isUsual(field));
  const issueOf = (name: string) => issues.find(({ field }) => belongs(field, name))?.message ?? '';
  const fieldFor = (field: FieldProps['field']) => (
    <Field
      key={field.name}
      field={field}
      value={values[field.name] ?? ''}
      issue={issueOf(field.name)}
      onInput={(value) => setValues({ ...values, [field.name]: value })}
    />
  );
  const last = done?.kind === 'published' ? done.id : undefined;
  return (
    <section class="page page-narrow" aria-label="Publish">
      <header class="page-header">
        <div>
          <h1>Publish a notification</h1>
          <p class="soft">As your code does, through the topic of {pipeline.value}.</p>
        </div>
      </header>
      <form
        class="card form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void publish(false);
        }}
      >
        {form.fields.filter(isUsual).map(fieldFor)}
        <details class="more" open={others.some(({ name }) => issueOf(name) !== '') || undefined}>
          <summary>More fields</summary>
          {others.map(fieldFor)}
        </details>
        <Fault text={fault} />
        <Outcome done={done} />
        <div class="form-actions">
          <button type="submit" class="primary" disabled={isBusy}>
            Publish
          </button>
          <button
            type="button"
            disabled={isBusy || last === undefined}
            onClick={() => void publish(true, last)}
            title="Publishes the same notification once more: it is sent once."
          >
            Again with the same id
          </button>
          <span class="spring" />
          <label class="burst">
            <span class="unseen">How many</span>
            <input
              type="number"
              min={1}
              max={10_000}
              value={count}
              onInput={({ currentTarget }) => setCount(Number(currentTarget.value))}
            />
          </label>
          <button type="button" disabled={isBusy || !(count >= 1)} onClick={() => void burst()}>
            Burst of {countWords(count)}
          </button>
        </div>
      </form>
    </section>
  );
}

/** What every email has, and what most have; the others are a click away. */
function isUsual({ name, required }: FieldProps['field']): boolean {
  return required || name === 'html' || name === 'id';
}

/** Whether what is wrong is in a field, or in a part of it: `cc.2` and `headers.X-A`. */
function belongs(issue: string, name: string): boolean {
  return issue === name || issue.startsWith(`${name}.`) || issue.startsWith(`${name}[`);
}

function Outcome({ done }: { done: Done | undefined }) {
  return (
    <p class="outcome" role="status">
      {done?.kind === 'published' && (
        <>
          {done.isAgain ? 'Published once more; it is sent once. ' : 'Published. '}
          <a href={linkTo('notifications', { id: done.id })}>
            Watch <bdi>{done.id}</bdi>
          </a>
        </>
      )}
      {done?.kind === 'burst' && (
        <>
          {manyWords(done.result.published, 'notification')} published
          {done.result.failed > 0 ? `, ${countWords(done.result.failed)} refused by SNS` : ''}.{' '}
          <a href={linkTo('overview')}>Watch them</a>
        </>
      )}
    </p>
  );
}

interface FieldProps {
  readonly field: NotificationForm['fields'][number];
  readonly value: string;
  readonly issue: string;
  readonly onInput: (value: string) => void;
}

function Field({ field: { name, label, kind, required, hint }, value, issue, onInput }: FieldProps) {
  const shared = {
    id: `field-${name}`,
    value,
    spellcheck: false,
    autocomplete: 'off',
    'aria-invalid': issue !== '',
    'aria-describedby': `hint-${name}${issue === '' ? '' : ` issue-${name}`}`,
    onInput: ({ currentTarget }: { currentTarget: HTMLInputElement | HTMLTextAreaElement }) =>
      onInput(currentTarget.value),
  } as const;
  return (
    <div class="field">
      <label for={`field-${name}`}>
        {label}
        {required ? '' : <span class="soft"> optional</span>}
      </label>
      {kind === 'text' || kind === 'list' ? (
        <input type="text" {...shared} />
      ) : (
        <textarea rows={kind === 'json' ? 2 : 4} {...shared} />
      )}
      <small id={`hint-${name}`} class="soft">
        {hint}
      </small>
      {issue !== '' && (
        <small id={`issue-${name}`} class="issue">
          {issue}
        </small>
      )}
    </div>
  );
}

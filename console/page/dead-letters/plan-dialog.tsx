import { useEffect, useState } from 'preact/hooks';
import type { ApplyRequest, DeadLetterSelection, Operation, Plan, PlanRequest } from '../../api.ts';
import { messageOf, pipelinePath, request } from '../client.ts';
import { Confirm } from '../shell/confirm.tsx';
import { Fault } from '../shell/fault.tsx';
import { ScrollingText } from '../shell/scrolling-text.tsx';
import { operations, pipeline } from '../store.ts';
import { DifferenceText } from './difference.tsx';

/** What is to be planned. */
export interface PlanFor {
  readonly action: 'redrive' | 'purge';
  readonly filter: DeadLetterSelection;
  /** What is changed of each payload. */
  readonly patch?: PlanRequest['patch'];
  /** Whether a patch is to be typed first. */
  readonly isPatched: boolean;
}

interface PlanDialogProps {
  readonly plan: PlanFor;
  readonly onClose: () => void;
  readonly onApplied: () => void;
}

/** Says what would happen, and does it once somebody agrees. */
export function PlanDialog({ plan: planned, onClose, onApplied }: PlanDialogProps) {
  const [plan, setPlan] = useState<Plan>();
  const [fault, setFault] = useState('');
  const [patch, setPatch] = useState('{\n  \n}');
  const [rate, setRate] = useState('');
  const [isStale, setStale] = useState(planned.isPatched);
  const look = async () => {
    setPlan(undefined);
    setFault('');
    try {
      const body: PlanRequest = {
        action: planned.action,
        filter: planned.filter,
        patch: planned.isPatched ? readPatch(patch) : planned.patch,
        ...(rate !== '' && { rate: Number(rate) }),
      };
      setPlan(
        await request<Plan>(pipelinePath(pipeline.value, 'dead-letters/plan'), { method: 'POST', body }),
      );
      setStale(false);
    } catch (thrown) {
      setFault(messageOf(thrown));
    }
  };
  // Once, as it opens; afterwards by the button.
  useEffect(() => {
    if (!planned.isPatched) void look();
  }, []);
  const change = (set: (value: string) => void) => (value: string) => {
    set(value);
    setStale(true);
  };
  const apply = async (given: string) => {
    if (!plan) return;
    const { planId, confirm } = plan;
    const body: ApplyRequest = { planId, ...(confirm !== null && { confirm: given }) };
    const path = pipelinePath(pipeline.value, 'dead-letters/apply');
    const operation = await request<Operation>(path, { method: 'POST', body });
    if (!operations.value.some(({ id }) => id === operation.id))
      operations.value = [...operations.value, operation];
    onApplied();
  };
  const isPurge = planned.action === 'purge';
  return (
    <Confirm
      isWide
      title={isPurge ? 'Purge dead letters' : planned.isPatched ? 'Edit and redrive' : 'Redrive dead letters'}
      action={isPurge ? 'Delete for good' : 'Redrive'}
      typed={plan?.confirm ?? null}
      isReady={plan !== undefined && plan.count > 0 && !isStale}
      onConfirm={apply}
      onClose={onClose}
    >
      {planned.isPatched && <Patch value={patch} onInput={change(setPatch)} />}
      {!isPurge && <Rate value={rate} onInput={change(setRate)} />}
      {(isStale || fault !== '') && (
        <button type="button" onClick={() => void look()}>
          See the plan
        </button>
      )}
      <Fault text={fault} />
      {!plan && !isStale && fault === '' && <p class="empty">Looking through the queue…</p>}
      {plan && !isStale && (
        <>
          <ScrollingText label="Plan">{plan.words}</ScrollingText>
          {plan.difference !== null && <DifferenceText text={plan.difference} />}
          {plan.count > 0 && <p class="question">{plan.question}</p>}
        </>
      )}
    </Confirm>
  );
}

function Patch({ value, onInput }: { value: string; onInput: (value: string) => void }) {
  return (
    <div class="field">
      <label for="patch">What to change in each, as a JSON merge patch</label>
      <textarea
        id="patch"
        rows={5}
        spellcheck={false}
        aria-describedby="patch-hint"
        value={value}
        onInput={({ currentTarget }) => onInput(currentTarget.value)}
      />
      <small id="patch-hint" class="soft">
        {'As in {"replyTo": "help@example.com"}; null removes a field.'}
      </small>
    </div>
  );
}

function Rate({ value, onInput }: { value: string; onInput: (value: string) => void }) {
  return (
    <label class="field field-inline">
      <span>Messages a second</span>
      <input
        type="number"
        min={0.1}
        step="any"
        placeholder="as the pipeline sends"
        value={value}
        onInput={({ currentTarget }) => onInput(currentTarget.value)}
      />
    </label>
  );
}

function readPatch(text: string): Readonly<Record<string, unknown>> {
  try {
    const patch: unknown = JSON.parse(text);
    if (typeof patch === 'object' && patch !== null && !Array.isArray(patch))
      return patch as Record<string, unknown>;
  } catch {
    // Said below, as of any other value that is no patch.
  }
  throw new Error('The patch must be a JSON object, as in {"replyTo": "help@example.com"}.');
}

import { computed, signal } from '@preact/signals';
import { useState } from 'preact/hooks';
import { messageOf, pipelinePath, request } from '../client.ts';
import { Fault } from '../shell/fault.tsx';
import { Icon } from '../shell/icon.tsx';
import { go, isLocal, mayWrite, notifications, picture, pipeline } from '../store.ts';
import { countWords, manyWords } from '../words.ts';
import { pull } from './levers.ts';

const BURST = 20;

interface Step {
  readonly title: string;
  readonly text: string;
  readonly action: string;
  readonly act: () => Promise<void>;
  /** What has come of it, in words, and whether that is all. */
  readonly outcome: () => { readonly words: string; readonly isReached: boolean };
}

const step = signal(-1);
const hasActed = signal(false);

/** How many there were of each before the step's action. */
const before = signal({ accepted: 0, dead: 0 });

const accepted = computed(() => picture.value?.ses.accepted ?? 0);
const dead = computed(() => picture.value?.deadLetters.count ?? 0);
const underWay = computed(
  () => notifications.value.filter(({ state }) => ['sending', 'retrying', 'held'].includes(state)).length,
);

const STEPS: readonly Step[] = [
  {
    title: 'Publish, and watch',
    text: `Publish ${BURST} notifications. They wait in the queue until the emailer sends them, as fast as SES allows and no faster.`,
    action: `Publish ${BURST}`,
    act: () => burst(),
    outcome: () => {
      const sent = accepted.value - before.value.accepted;
      return { words: `SES has accepted ${countWords(sent)} of ${BURST}.`, isReached: sent >= BURST };
    },
  },
  {
    title: 'Break SES',
    text: `SES answers every call with an error, and ${BURST} more are published. With the construct of the Amplify documentation these would be gone.`,
    action: 'Break SES, and publish',
    act: async () => {
      await pull('outage', true);
      await burst();
    },
    outcome: () => ({
      words: `${manyWords(underWay.value, 'notification')} kept, and tried again. Nothing is lost.`,
      isReached: notifications.value.some(({ state }) => state === 'retrying'),
    }),
  },
  {
    title: 'Repair SES',
    text: 'SES answers again. What waits is sent by itself at its next attempt; nobody has to do anything. So that you need not wait, the stack’s clock skips an hour.',
    action: 'Repair SES',
    act: async () => {
      await pull('outage', false);
      await pull('skipHour', null);
    },
    outcome: () => ({
      words:
        underWay.value === 0
          ? 'All were sent, each once.'
          : `${manyWords(underWay.value, 'notification')} on the way.`,
      isReached: underWay.value === 0,
    }),
  },
  {
    title: 'Publish what can never be sent',
    text: 'SES refuses an address of the email: no retry cures that. It becomes a dead letter with the reason, for you to correct and send again.',
    action: 'Publish one',
    act: async () => {
      await pull('refuseAddress', true);
      await publish();
    },
    outcome: () => ({
      words:
        dead.value > before.value.dead
          ? 'It is a dead letter now. Open it, correct it, send it again.'
          : 'On its way.',
      isReached: dead.value > before.value.dead,
    }),
  },
];

async function burst(): Promise<void> {
  const body = { count: BURST, notification: aNotification() };
  await request(pipelinePath(pipeline.peek(), 'burst'), { method: 'POST', body });
}

async function publish(): Promise<void> {
  const body = { notification: aNotification() };
  await request(pipelinePath(pipeline.peek(), 'publish'), { method: 'POST', body });
}

function aNotification() {
  return { subject: 'Your order is on its way', body: 'It arrives tomorrow.', recipient: 'ada@example.com' };
}

export function beginTour(): void {
  step.value = 0;
  hasActed.value = false;
  go({ view: 'overview', query: {} });
}

function endTour(): void {
  step.value = -1;
  void pull('refuseAddress', false).catch(() => {});
}

/** Invites to the tour, where there is something that may be broken. */
export function TourInvitation() {
  if (!isLocal.value || !mayWrite.value || step.value >= 0) return null;
  return (
    <button type="button" class="primary" onClick={beginTour}>
      Take the tour
    </button>
  );
}

/** Four steps, beside whatever view is open: break SES, watch nothing get lost. */
export function Tour() {
  const [fault, setFault] = useState('');
  const [isBusy, setBusy] = useState(false);
  const current = STEPS[step.value];
  if (!current) return null;
  const { words, isReached } = current.outcome();
  const isLast = step.value === STEPS.length - 1;
  const act = async () => {
    before.value = { accepted: accepted.value, dead: dead.value };
    setBusy(true);
    try {
      await current.act();
      hasActed.value = true;
      setFault('');
    } catch (thrown) {
      setFault(messageOf(thrown));
    } finally {
      setBusy(false);
    }
  };
  const goOn = () => {
    hasActed.value = false;
    if (isLast) {
      endTour();
      go({ view: 'dead-letters', query: {} });
    } else step.value += 1;
  };
  return (
    <aside class="tour" aria-label="Tour">
      <header>
        <span class="soft">
          Step {step.value + 1} of {STEPS.length}
        </span>
        <button type="button" class="quiet square" aria-label="End the tour" onClick={endTour}>
          <Icon name="close" />
        </button>
      </header>
      <h2>{current.title}</h2>
      <p>{current.text}</p>
      <p class="tour-outcome" role="status">
        {hasActed.value ? words : ''}
      </p>
      <Fault text={fault} />
      <div class="tour-actions">
        <button
          type="button"
          class={hasActed.value ? '' : 'primary'}
          disabled={isBusy || hasActed.value}
          onClick={() => void act()}
        >
          {current.action}
        </button>
        <button
          type="button"
          class={hasActed.value ? 'primary' : ''}
          disabled={!hasActed.value || !isReached}
          onClick={goOn}
        >
          {isLast ? 'Open dead letters' : 'Next step'}
        </button>
      </div>
    </aside>
  );
}

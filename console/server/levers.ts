import type { StackState } from '../../contract/stack-control.ts';
import type { Lever } from '../api.ts';
import type { SesState, StackClient } from './stack-client.ts';

/** What is read of the stack to show the levers. */
export interface LeverSight {
  readonly ses: SesState;
  readonly stack: StackState;
}

type Value = boolean | number | string | null;

interface LeverKind extends Pick<Lever, 'id' | 'title' | 'explanation' | 'kind' | 'range'> {
  /** As it is now. */
  value(sight: LeverSight): Value;
  /** What does the same in a test. */
  call(value: Value): string;
  pull(stack: StackClient, value: Value): Promise<unknown>;
}

const SHARE = { min: 0, max: 1, step: 0.05, unit: '' };

/** A setting of the local SES that is a lever as it is. */
function ofSes(
  id: string,
  kind: Pick<LeverKind, 'title' | 'explanation' | 'kind' | 'range'>,
  change: (value: Value) => Readonly<Record<string, unknown>> = (value) => ({ [id]: value }),
  read: (ses: SesState) => Value = (ses) => (ses[id] ?? null) as Value,
): LeverKind {
  return {
    id,
    ...kind,
    value: ({ ses }) => read(ses),
    call: (value) => `await stack.ses.configure(${inCode(change(value))})`,
    pull: (stack, value) => stack.configureSes(change(value)),
  };
}

/** SES's answer to a rate that is too high. */
const THROTTLE = { code: 'Throttling', message: 'Maximum sending rate exceeded.', status: 400 };

/** The address is in the answer of SES, whatever the email. */
const REFUSAL = {
  code: 'InvalidParameterValue',
  message: 'Local address contains control or whitespace',
  status: 400,
};

function isError(ses: SesState, code: string): boolean {
  return (ses.error as { code?: unknown } | null)?.code === code;
}

const LEVERS: readonly LeverKind[] = [
  ofSes('outage', {
    title: 'SES is down',
    explanation:
      'Every call of SES is answered with ServiceUnavailable. Nothing is lost: all of it is tried again.',
    kind: 'toggle',
  }),
  ofSes('sendRate', {
    title: 'Send rate',
    explanation: 'Emails a second that SES accepts; what is more, it throttles.',
    kind: 'number',
    range: { min: 1, max: 1_000, step: 1, unit: 'a second' },
  }),
  ofSes('latencyMilliseconds', {
    title: 'Latency',
    explanation: 'How long SES takes to answer.',
    kind: 'number',
    range: { min: 0, max: 10_000, step: 50, unit: 'ms' },
  }),
  ofSes('failRate', {
    title: 'Failing sends',
    explanation: 'The share of sends that end in an internal error of SES.',
    kind: 'number',
    range: SHARE,
  }),
  ofSes('loseReplyRate', {
    title: 'Lost replies',
    explanation: 'The share of sends that SES accepts without its answer arriving.',
    kind: 'number',
    range: SHARE,
  }),
  ofSes('paused', {
    title: 'Account paused',
    explanation: 'SES has paused the account: everything is held until an operator cures that.',
    kind: 'toggle',
  }),
  ofSes(
    'throttle',
    {
      title: 'Throttle everything',
      explanation: 'SES answers every send with Throttling, and sends nothing.',
      kind: 'toggle',
    },
    (value) => ({ error: value ? THROTTLE : null }),
    (ses) => isError(ses, THROTTLE.code),
  ),
  ofSes(
    'refuseAddress',
    {
      title: 'Refuse addresses',
      explanation:
        'SES refuses an address of every email: dead letters, until so many are refused alike that the others are held.',
      kind: 'toggle',
    },
    (value) => ({ error: value ? REFUSAL : null }),
    (ses) => isError(ses, REFUSAL.code),
  ),
  ofSes(
    'bounce',
    {
      title: 'Bounce',
      explanation:
        'Emails to this address or domain bounce; empty for none. Mailroom hears of it where it has feedback.',
      kind: 'text',
    },
    (value) => ({ fates: value ? { [String(value)]: 'bounce' } : null }),
    (ses) => Object.keys(Object(ses.fates))[0] ?? '',
  ),
  {
    id: 'tables',
    title: 'Table down',
    explanation: 'Every request to DynamoDB fails: nothing is sent while nobody knows what was sent before.',
    kind: 'toggle',
    value: ({ stack }) => stack.tables.outage,
    call: (value) => `await stack.tables.configure({ outage: ${value} })`,
    pull: (stack, value) => stack.tables({ outage: value === true }),
  },
  {
    id: 'killWorker',
    title: 'Kill a worker',
    explanation: 'Ends one worker in the middle of its batch, as if the machine under it were gone.',
    kind: 'button',
    value: () => null,
    call: () => "stack.functions.get('emailer')?.killBusy(1)",
    pull: (stack) => stack.kill({ count: 1 }),
  },
  {
    id: 'skipHour',
    title: 'Skip an hour',
    explanation: "Moves the stack's time ahead, so that what is hidden until then comes again.",
    kind: 'button',
    value: () => null,
    call: () => 'stack.skip(3_600_000)',
    pull: (stack) => stack.skip({ seconds: 3_600 }),
  },
];

/** All levers as they are now. */
export function leversIn(sight: LeverSight): Lever[] {
  return LEVERS.map(({ value, call, pull: _, ...lever }) => {
    const now = value(sight);
    // Of a switch that is off the call that turns it on is worth copying.
    return { ...lever, value: now, call: call(lever.kind === 'toggle' ? now !== true : now) };
  });
}

/** Pulls a lever; says whether there is one of that id. @throws Error in one sentence where the stack refuses the value. */
export async function pullLever(stack: StackClient, id: string, value: Value): Promise<boolean> {
  const lever = LEVERS.find((each) => each.id === id);
  await lever?.pull(stack, value);
  return lever !== undefined;
}

/** An object as one writes it in TypeScript. */
function inCode(value: unknown): string {
  return JSON.stringify(value)
    .replace(/"(\w+)":/g, '$1: ')
    .replaceAll(',', ', ')
    .replace(/\{(?=\w|")/g, '{ ')
    .replace(/\}/g, ' }')
    .replaceAll('"', "'");
}

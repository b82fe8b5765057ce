import type { Entry } from '../scenarios/scenario.ts';
import type { Load } from '../trial/trial.ts';
import type { AppSource } from './assemblies.ts';
import type { TemplateChange } from './template-changes.ts';

/** A shape that scenarios measure, before they say how. */
export interface Shape {
  readonly label: string;
  readonly isOurs: boolean;
  readonly app: AppSource;
  readonly changes: readonly TemplateChange[];
  /** How its users publish. */
  readonly publisher: Load['publisher'];
}

/** SNS → Lambda → SES, as the Amplify documentation has it. */
export const documented = baseline('documented', 'documented');

/** SNS → SQS → Lambda → SES with as many workers at once. */
export function typical(workers: number): Shape {
  return withWorkers(baseline('typical', 'typical'), workers);
}

/** Typical with a maximum concurrency of two. */
export const capped = baseline('capped', 'capped');

/** Typical with Powertools idempotency, and as many workers at once. */
export function careful(workers: number): Shape {
  return withWorkers(baseline('careful', 'careful'), workers);
}

/** Mailroom with a send rate. */
export function mailroom(sendRate: number): Shape {
  return ours('mailroom', { SEND_RATE: String(sendRate) });
}

/** Mailroom with a send rate, to which SES tells nothing of its emails: what the targets of feedback are compared with. */
export function mailroomWithoutFeedback(sendRate: number): Shape {
  const shape = ours('mailroom without feedback', { SEND_RATE: String(sendRate), FEEDBACK: 'false' });
  return { ...shape, isOurs: false };
}

/** Mailroom with a send rate, without its table. */
export function mailroomWithoutTable(sendRate: number): Shape {
  return ours('mailroom without deduplication', { SEND_RATE: String(sendRate), DEDUPLICATE: 'false' });
}

/** Mailroom without a send rate: it follows the account's. */
export const followingMailroom = ours('mailroom, following the account', {});

/** Mailroom that does not pace, with as many workers at once, and with or without its table, and SES's events. */
export function unpacedMailroom(workers: number, { deduplicates = true, hasFeedback = true } = {}): Shape {
  const environment = {
    SEND_RATE: '500',
    ...(deduplicates ? {} : { DEDUPLICATE: 'false' }),
    ...(hasFeedback ? {} : { FEEDBACK: 'false' }),
  };
  const shape = ours('mailroom', environment);
  const values = { MAILROOM_SEND_RATE: '100000', MAILROOM_MAX_SEND_RATE: '100000' };
  const changes: TemplateChange[] = [
    { kind: 'environment', values },
    { kind: 'workers', count: workers },
  ];
  const how = `${deduplicates ? '' : ' without deduplication'}${hasFeedback ? '' : ' without feedback'}`;
  return { ...shape, isOurs: hasFeedback, label: `mailroom${how}, ${workers} workers`, changes };
}

/** The shape as a scenario runs it. `scale` says by how much `changes` shorten its waits. */
export function entryOf(
  { label, isOurs, app, changes }: Shape,
  trial: Entry['trial'],
  { scale = 1, further = [] }: { scale?: number; further?: readonly TemplateChange[] } = {},
): Entry {
  return { label, isOurs, app, changes: [...changes, ...further], trial, scale };
}

function baseline(label: string, folder: string): Shape {
  const app = { file: `baselines/${folder}/app.ts` };
  return { label, isOurs: false, app, changes: [], publisher: 'one' };
}

function ours(label: string, environment: Record<string, string>): Shape {
  const app = { file: 'shapes/mailroom.ts', environment };
  return { label, isOurs: true, app, changes: [], publisher: 'batch' };
}

function withWorkers(shape: Shape, count: number): Shape {
  return { ...shape, label: `${shape.label}, ${count} workers`, changes: [{ kind: 'workers', count }] };
}

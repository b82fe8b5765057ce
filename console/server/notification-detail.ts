import { join } from 'node:path';
import { type HistoryEvent, stateOf } from '../../contract/history.ts';
import { AUDIT_FILE } from '../../ops/audit/audit-file.ts';
import { actionsOn } from '../../ops/audit/read-audit.ts';
import type { Clients } from '../../ops/clients.ts';
import type { DeadLetter as FoundLetter } from '../../ops/dead-letters/dead-letter.ts';
import { knownOf } from '../../ops/part.ts';
import { readStory, type Story } from '../../ops/story/read-story.ts';
import type { ConsoleNotification, NotificationDetail, TimelineEntry } from '../api.ts';
import { shown } from './dead-letters.ts';
import type { PipelineWatch } from './pipeline-watch.ts';

/** Where is looked. */
export interface DetailDeps {
  readonly watch: PipelineWatch;
  readonly clients: Clients;
  readonly directory: string;
}

/** All that is known of a notification, by log, table, queues and audit file; `undefined` where that is nothing. */
export async function detailOf(
  asked: string,
  { watch, clients, directory }: DetailDeps,
  signal: AbortSignal,
): Promise<NotificationDetail | undefined> {
  const { target, book } = watch;
  const logged = book.find(asked);
  const { accountId: account, region } = target;
  const story = await watch.looks.asked(() =>
    readStory(
      logged?.notification.id ?? asked,
      {
        ...{ target, clients },
        actionsOn: (id) => actionsOn({ id, account, region }, join(directory, AUDIT_FILE)),
      },
      signal,
    ),
  );
  const [letter] = [story.deadLetters, story.undelivered].flatMap((part) => knownOf(part)?.letters ?? []);
  const history = knownOf(story.table)?.history ?? [];
  const notification = logged?.notification ?? fromStory(story, letter);
  if (!notification) return undefined;
  const told = history.filter(({ kind }) => kind !== 'accepted' || !logged).map(entryOf);
  // SES's clock may be behind the emailer's, yet it tells nothing of an email before it accepted it.
  const sentAt = logged?.timeline.find(({ kind }) => kind === 'sent')?.at ?? '';
  const orderOf = (entry: TimelineEntry) =>
    Date.parse(told.includes(entry) && entry.at < sentAt ? sentAt : entry.at);
  // The table tells more of what both tell.
  const entries = (logged?.timeline ?? []).filter((entry) => !told.some(({ kind }) => kind === entry.kind));
  const acted = story.actions.map(({ time, action, principal, state }) => ({
    ...{ at: time, kind: action, text: `An operator's ${action} ${state}.`, facts: { principal } },
  }));
  const state = stateIn(history);
  return {
    ...notification,
    ...(state !== 'sent' && { state }),
    timeline: [...entries, ...told, ...acted].sort((one, other) => orderOf(one) - orderOf(other)),
    email: target.endpoints === undefined ? null : notification.sesMessageId,
    deadLetter: letter ? shown(letter) : null,
    unknown: [story.table, story.deadLetters, story.undelivered].flatMap((part) =>
      'unavailable' in part ? [part.unavailable] : [],
    ),
  };
}

/** Of one that no log tells of here. */
function fromStory({ id, table }: Story, letter: FoundLetter | undefined): ConsoleNotification | undefined {
  const { record, history = [] } = knownOf(table) ?? {};
  const [first] = history;
  const last = history.at(-1);
  if (!record && !last && !letter) return undefined;
  const dead = letter && shown(letter);
  const sesMessageId = last?.sesMessageId ?? null;
  const updatedAt = dead?.deadLettered ?? last?.at ?? new Date().toISOString();
  return {
    id,
    state: dead ? 'dead' : stateIn(history),
    reason: dead?.reason ?? null,
    error: dead?.error ?? null,
    attempts: dead?.attempts ?? 0,
    publishedAt: dead?.publishedAt ?? first?.at ?? null,
    ...{ updatedAt, nextAttempt: null, sesMessageId },
  };
}

/** Where what SES told leaves a notification of which something is known. */
function stateIn(history: readonly HistoryEvent[]): ConsoleNotification['state'] {
  const told = stateOf(history);
  return told === undefined || told === 'accepted' ? 'sent' : told;
}

function entryOf({ kind, at, type, subtype, status, recipients }: HistoryEvent): TimelineEntry {
  const facts = { type, subtype, status, recipients };
  return {
    at,
    kind,
    text: TEXTS[kind],
    facts: Object.fromEntries(
      Object.entries(facts).filter((fact): fact is [string, string | number] => fact[1] !== undefined),
    ),
  };
}

const TEXTS: Readonly<Record<HistoryEvent['kind'], string>> = {
  accepted: 'SES took the email over, and tries to deliver it.',
  delayed: "A recipient's mail server does not take it at present; SES tries on.",
  delivered: "A recipient's mail server took it.",
  bounced: "A recipient's mail server refused it, or SES gave up trying.",
  complained: 'A recipient marked it as spam.',
  suppressed: 'SES did not try, since a recipient is on a suppression list.',
  rejected: 'SES found malware in it, and did not try.',
  withheld: "The pipeline's guard kept it back, and SES was not asked.",
};

import type { HistoryEvent as TableEvent } from '../../contract/history.ts';
import { type HistoryEvent, inOrder, momentOf, passageOf } from '../../ops/audit/history.ts';
import { type DeadLetter, deadLetteredAt } from '../../ops/dead-letters/dead-letter.ts';
import type { QueueDepth } from '../../ops/dead-letters/depth.ts';
import { knownOf, mapPart, type Part } from '../../ops/part.ts';
import type { FoundLetters, Story } from '../../ops/story/read-story.ts';
import type { TableEntry } from '../../ops/story/table-entry.ts';
import type { Target } from '../../ops/target.ts';
import { type LetterFacts, letterFacts } from '../../words/dead-letters/letter-facts.ts';
import type { Privacy } from '../../words/dead-letters/privacy.ts';
import type { NextStep } from '../../words/next-steps.ts';
import { nextSteps, type Surroundings } from './next-steps.ts';
import { STATES, type StoryState, storyState } from './story-state.ts';

/**
 * What `amplify-mailroom show --json` prints. A part is `{ "value": … }`, or `{ "unavailable": "why" }` where it could not be
 * read. Times are in ISO 8601; addresses are masked unless asked for.
 */
export interface StoryDocument {
  /** When it was looked. */
  readonly time: string;
  readonly account: string;
  readonly region: string;
  readonly pipeline: string;
  /** The effective id of the notification. */
  readonly id: string;
  readonly state: StoryState;
  /** The state as a sentence. */
  readonly explanation: string;
  /** SES's ids of its emails; usually one, none where SES has not accepted it. */
  readonly sesMessageIds: readonly string[];
  /** All that is known to have happened, oldest first. */
  readonly story: readonly StoryEvent[];
  /** What the table has of it; `null` where the pipeline has no table in its outputs. */
  readonly table: Part<TablePart | null>;
  readonly deadLetters: Part<LettersPart>;
  readonly undelivered: Part<LettersPart>;
  /** What waits in the queue, where it may be among. */
  readonly queue: Part<QueueDepth>;
  /** What to do about it, and what to type. */
  readonly next: readonly NextStep[];
}

/** What happened at one moment: what SES told, with its words, or what is known of the way through the queues. */
export type StoryEvent = {
  readonly event: HistoryEvent['event'] | TableEvent['kind'];
  readonly time: string;
  /** Since the event before; `null` for the first. Clocks differ, so it may be negative. */
  readonly afterMilliseconds: number | null;
} & Pick<HistoryEvent, 'principal' | 'state'> &
  Omit<TableEvent, 'kind' | 'at'>;

export interface TablePart {
  /** `sent`, or `sending` where an attempt has begun; `null` where the table has no record. */
  readonly record: 'sent' | 'sending' | null;
  /** Until when no other worker tries it, or, once past, since when nobody knows how the attempt ended. */
  readonly lockedUntil: string | null;
  /** When the last of it is forgotten. */
  readonly expires: string | null;
}

export interface LettersPart extends Omit<FoundLetters, 'letters'> {
  readonly letters: readonly StoryLetter[];
}

/** What `dlq show` tells more of. */
export interface StoryLetter extends LetterFacts {
  readonly deadLettered: string;
}

/** What a story tells. */
export function storyDocument(
  story: Story,
  { accountId, region, pipelineName }: Target,
  { privacy, time, surroundings }: { privacy: Privacy; time: Date; surroundings: Surroundings },
): StoryDocument {
  const state = storyState(story);
  const lettersPart = (found: Part<FoundLetters>) =>
    mapPart(found, ({ letters, partial, notGivenBack }) => ({
      letters: letters.map((letter) => storyLetter(letter, privacy)),
      partial,
      notGivenBack,
    }));
  return {
    time: time.toISOString(),
    account: accountId,
    region,
    pipeline: pipelineName,
    id: privacy.text(story.id),
    state,
    explanation: STATES[state],
    sesMessageIds: sesMessageIds(knownOf(story.table)),
    story: eventsOf(story),
    table: mapPart(story.table, tablePart),
    deadLetters: lettersPart(story.deadLetters),
    undelivered: lettersPart(story.undelivered),
    queue: story.queue,
    next: nextSteps(story, state, surroundings),
  };
}

/** Whether every part could be read. */
export function isComplete(document: StoryDocument): boolean {
  return !Object.values(document).some((part) => part instanceof Object && 'unavailable' in part);
}

function sesMessageIds(entry: TableEntry | undefined): string[] {
  const { record, history = [] } = entry ?? {};
  const recorded = record?.state === 'sent' ? record.sesMessageId : undefined;
  const all = [recorded, ...history.map(({ sesMessageId }) => sesMessageId)];
  return [...new Set(all.filter((id) => id !== undefined))];
}

function eventsOf({ table, deadLetters, undelivered, actions }: Story): StoryEvent[] {
  const letters = [deadLetters, undelivered].flatMap((found) => knownOf(found)?.letters ?? []);
  const told = knownOf(table)?.history ?? [];
  return inOrder<Omit<StoryEvent, 'afterMilliseconds'>>([
    ...letters.flatMap(passageOf),
    ...actions.map(momentOf),
    ...told.map(({ kind, at, ...words }) => ({ event: kind, time: at, ...words })),
  ]);
}

function tablePart(entry: TableEntry | undefined): TablePart | null {
  if (entry === undefined) return null;
  const { record, expires } = entry;
  const lockedUntil = record?.state === 'sending' ? record.lockedUntil : undefined;
  return {
    record: record?.state ?? null,
    lockedUntil: lockedUntil === undefined ? null : new Date(lockedUntil).toISOString(),
    expires: expires?.toISOString() ?? null,
  };
}

function storyLetter(letter: DeadLetter, privacy: Privacy): StoryLetter {
  return { ...letterFacts(letter, privacy), deadLettered: deadLetteredAt(letter).toISOString() };
}

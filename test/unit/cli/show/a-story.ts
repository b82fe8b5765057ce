import type { Surroundings } from '../../../../cli/show/next-steps.ts';
import type { HistoryEvent, HistoryKind } from '../../../../contract/history.ts';
import type { SentRecord } from '../../../../contract/sent-record.ts';
import type { DeadLetter } from '../../../../ops/dead-letters/dead-letter.ts';
import type { FoundLetters, Story } from '../../../../ops/story/read-story.ts';
import type { Target } from '../../../../ops/target.ts';
import { ago, NOW } from '../../../support/command/a-layout.ts';

/** What happened so many seconds ago. */
export const anEvent = (
  kind: HistoryKind,
  secondsAgo: number,
  more: Partial<HistoryEvent> = {},
): HistoryEvent => ({ kind, at: ago(secondsAgo), sesMessageId: 'ses-1', ...more });

/** What the table knows of a notification; by itself that it was sent, and will be forgotten in a day. */
export const anEntry = (
  history: readonly HistoryEvent[],
  record: SentRecord | null = { state: 'sent', sesMessageId: 'ses-1' },
): Story['table'] => ({
  value: { record: record ?? undefined, history, expires: new Date(NOW + 86_400_000) },
});

/** What a dead-letter queue has of it. */
export const found = (...letters: readonly DeadLetter[]): { value: FoundLetters } => ({
  value: { letters, partial: [], notGivenBack: 0 },
});

/** A notification of which nobody knows; give what is known. */
export const aStory = (parts: Partial<Story> = {}): Story => ({
  id: 'order-1',
  table: { value: { record: undefined, history: [], expires: undefined } },
  deadLetters: found(),
  undelivered: found(),
  queue: { value: { visible: 0, inFlight: 0, delayed: 0 } },
  actions: [],
  ...parts,
});

export const TARGET: Target = {
  source: 'deployed backend',
  accountId: '123456789012',
  region: 'eu-west-1',
  pipelineName: 'Mail/Mail',
  pipeline: { functions: {} },
};

/** A deployed pipeline with feedback, named by its outputs. */
export const someSurroundings = (parts: Partial<Surroundings> = {}): Surroundings => ({
  asked: 'order-1',
  targetWords: ' --outputs prod.json',
  isLocal: false,
  region: 'eu-west-1',
  emailer: 'Mail-Emailer',
  hasFeedback: true,
  now: NOW,
  ...parts,
});

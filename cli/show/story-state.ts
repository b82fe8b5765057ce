import { type HistoryKind, stateOf } from '../../contract/history.ts';
import type { SentRecord } from '../../contract/sent-record.ts';
import { knownOf } from '../../ops/part.ts';
import type { Story } from '../../ops/story/read-story.ts';

/** Where a notification is, or what became of it, and the sentence that says so. */
export const STATES = {
  unknown: 'Neither the table nor a dead-letter queue knows it.',
  sending:
    'An attempt to send it has begun, and how it ended is not known yet: a worker has it in hand, or died, or SES’s reply was lost.',
  undelivered: 'SNS could not deliver it to the queue. It is not sent by itself.',
  'dead-letter': 'It was given up. It is not sent by itself.',
  accepted: 'SES accepted it, and has not told what became of it.',
  delayed: 'A recipient’s mail server does not take it at present; SES tries on.',
  delivered: 'It was delivered: the recipients’ mail servers took it.',
  bounced: 'It bounced: a recipient’s mail server refused it, or SES gave up trying.',
  complained: 'A recipient marked it as spam.',
  suppressed: 'SES accepted it and did not send it: a recipient is on a suppression list.',
  rejected: 'SES accepted it and did not send it: it found malware in it.',
  withheld: 'The guard of the pipeline kept it back; SES was not asked.',
} as const satisfies Record<HistoryKind | 'unknown' | 'sending' | 'undelivered' | 'dead-letter', string>;

export type StoryState = keyof typeof STATES;

/**
 * What parts of a story add up to. What SES has accepted is not sent again, whatever lies in a dead-letter queue, so that
 * is told first.
 */
export function storyState({ table, deadLetters, undelivered }: Story): StoryState {
  const { record, history = [] } = knownOf(table) ?? {};
  const sent = stateOf(history) ?? stateOfRecord(record);
  if (sent !== undefined && sent !== 'sending') return sent;
  if (knownOf(deadLetters)?.letters.length) return 'dead-letter';
  if (knownOf(undelivered)?.letters.length) return 'undelivered';
  return sent ?? 'unknown';
}

function stateOfRecord(record: SentRecord | undefined): 'accepted' | 'sending' | undefined {
  return record?.state === 'sent' ? 'accepted' : record?.state;
}

import { acceptanceIn, type HistoryEvent, type HistoryKind, stateOf } from '../contract/history.ts';
import type { SentRecord } from '../contract/sent-record.ts';

/** What is told of a notification in every state. */
interface Known {
  /** All that happened to it since SES has it, oldest first. It holds no address and no content. */
  readonly history: readonly HistoryEvent[];
}

/** What SES said, and when. */
interface Told extends Known {
  /** When it happened, in ISO 8601. */
  readonly at: string;
  /** SES's id of the email. */
  readonly sesMessageId?: string | undefined;
}

/**
 * What became of a notification. With several recipients the worst of them decides, and it is `delivered` once all of them
 * have it; `history` tells each.
 */
export type NotificationStatus =
  /**
   * The table has nothing of it: it waits in the queue, it is a dead letter, its record has expired, or nothing of this id was
   * published.
   */
  | (Known & { readonly state: 'unknown' })
  /** A worker is sending it. Or nobody knows yet whether SES took it, since the worker died, or SES's reply was lost. */
  | (Known & { readonly state: 'sending' })
  /** SES accepted the email, and has not told yet what became of it. */
  | (Known & {
      readonly state: 'accepted';
      /** When, in ISO 8601; `undefined` until SES's own event has come. */
      readonly at?: string | undefined;
      /** SES's id of the email. */
      readonly sesMessageId?: string | undefined;
    })
  /** A recipient's mail server does not take it at present; SES tries on. */
  | (Told & {
      readonly state: 'delayed';
      /** Until when SES tries on, in ISO 8601. */
      readonly until?: string | undefined;
      /** Why, in SES's words: `MailboxFull`. */
      readonly type?: string | undefined;
    })
  /** The recipients' mail servers took it. */
  | (Told & { readonly state: 'delivered' })
  /** A recipient's mail server refused it, or SES gave up trying. */
  | (Told & {
      readonly state: 'bounced';
      /** SES's word for it: `Permanent`, `Transient` or `Undetermined`. */
      readonly type?: string | undefined;
      /** As in `General`, `NoEmail`, `MailboxFull`. */
      readonly subtype?: string | undefined;
      /** The enhanced SMTP status, `5.1.1`. */
      readonly status?: string | undefined;
    })
  /** A recipient marked it as spam. */
  | (Told & {
      readonly state: 'complained';
      /** As in `abuse`. */
      readonly type?: string | undefined;
    })
  /** SES did not try, because a recipient is on a suppression list. */
  | (Told & { readonly state: 'suppressed' })
  /** SES found malware in it, and did not try. */
  | (Told & { readonly state: 'rejected' })
  /** The pipeline's own guard kept it back, and SES was not asked. */
  | (Told & { readonly state: 'withheld' });

export type NotificationState = NotificationStatus['state'];

/** What record and history add up to: the history decides, since whatever it tells happened later. */
export function statusFrom(
  record: SentRecord | undefined,
  history: readonly HistoryEvent[],
): NotificationStatus {
  const state = stateOf(history);
  if (state !== undefined && state !== 'accepted') return { ...lastOf(history, state), state, history };
  const isSent = record?.state === 'sent';
  if (state === undefined && !isSent) return { state: record === undefined ? 'unknown' : 'sending', history };
  const { at, sesMessageId = isSent ? record.sesMessageId : undefined } = acceptedIn(history);
  return { state: 'accepted', at, sesMessageId, history };
}

/** What was delivered in part tells SES's id too, and not when it was accepted. */
function acceptedIn(history: readonly HistoryEvent[]): { at?: string; sesMessageId?: string | undefined } {
  const accepted = history.find(({ kind }) => kind === 'accepted');
  return { at: accepted?.at, sesMessageId: (accepted ?? acceptanceIn(history))?.sesMessageId };
}

function lastOf(history: readonly HistoryEvent[], kind: HistoryKind): Omit<HistoryEvent, 'kind'> {
  const {
    kind: _,
    recipients: __,
    ...event
  } = history.findLast((each) => each.kind === kind) as HistoryEvent;
  return event;
}

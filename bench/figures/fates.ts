import type { Observation } from '../trial/trial.ts';

/** What became of the notifications of a trial, in numbers of notifications unless said otherwise. */
export interface Fates {
  /** Sent at least once. */
  readonly sent: number;
  /** Emails beyond the first of a notification. */
  readonly duplicates: number;
  /** In the dead-letter queue and never sent, although SES would have taken them. */
  readonly deadDeliverable: number;
  /** In the dead-letter queue although sent: redriven, they would be sent again. */
  readonly deadSent: number;
  /** Neither sent, nor in a queue, nor a dead letter. */
  readonly lost: number;
  /** Neither sent nor dead when the trial ended, but still in a queue. */
  readonly waiting: number;
}

/**
 * Follows each notification by its id. Law: sent + dead and never sent + lost + waiting = published. What waits is
 * counted by its queue and not by id, so that of the notifications that are nowhere else it takes as many as it can.
 *
 * @param isDeliverable whether SES would have accepted them, had it been up and within its rate.
 */
export function fatesOf(
  {
    published,
    emails,
    deadLetters,
    waiting,
  }: Pick<Observation, 'published' | 'emails' | 'deadLetters' | 'waiting'>,
  isDeliverable: boolean,
): Fates {
  const sent = new Set(emails.map(({ id }) => id));
  const dead = new Set(deadLetters.map(({ id }) => id));
  const nowhere = published.filter(({ id }) => !sent.has(id) && !dead.has(id)).length;
  const deadSent = [...dead].filter((id) => sent.has(id)).length;
  const stillWaiting = Math.min(waiting, nowhere);
  return {
    sent: sent.size,
    duplicates: emails.length - sent.size,
    deadDeliverable: isDeliverable ? dead.size - deadSent : 0,
    deadSent,
    lost: nowhere - stillWaiting,
    waiting: stillWaiting,
  };
}

import type { AuditedAction } from '../audit/read-audit.ts';
import type { Clients } from '../clients.ts';
import { type DeadLetter, type DeadLetterQueueKind, idOf } from '../dead-letters/dead-letter.ts';
import { waitSecondsFor } from '../dead-letters/dead-letter-queue.ts';
import { depthOf, type QueueDepth } from '../dead-letters/depth.ts';
import { findDeadLetters } from '../dead-letters/list.ts';
import type { Coverage } from '../dead-letters/scan.ts';
import { type Part, part } from '../part.ts';
import type { Target } from '../target.ts';
import { readTableEntry, type TableEntry } from './table-entry.ts';

/** Those dead letters of a queue that are this notification: several where it was published several times. */
export interface FoundLetters extends Coverage {
  readonly letters: readonly DeadLetter[];
}

/** All that table, queues and audit file know of one notification. */
export interface Story {
  /** Its effective id: the one that was asked for, or that of the dead letter whose message has that id. */
  readonly id: string;
  /** What the table knows; `undefined` where the pipeline has none. */
  readonly table: Part<TableEntry | undefined>;
  readonly deadLetters: Part<FoundLetters>;
  readonly undelivered: Part<FoundLetters>;
  /** How much is in the queue, where SQS finds nothing by its id. */
  readonly queue: Part<QueueDepth>;
  /** What operators did with it, oldest first. */
  readonly actions: readonly AuditedAction[];
}

export interface StoryDeps {
  readonly target: Target;
  readonly clients: Pick<Clients, 'sqs'>;
  /** What an audit file says of a notification, by its effective id. */
  readonly actionsOn: (id: string) => Promise<readonly AuditedAction[]>;
}

/**
 * Looks for a notification wherever one can be. Looking into dead-letter queues hides what is in them for a moment; the queue
 * itself is not touched, since what is received there is not sent meanwhile.
 *
 * @param id a notification's, or SQS's id of a dead letter.
 */
export async function readStory(
  id: string,
  { target, clients, actionsOn }: StoryDeps,
  signal: AbortSignal,
): Promise<Story> {
  const { tableName, queueUrl, deadLetterQueueUrl, undeliveredQueueUrl } = target.pipeline;
  const find = (kind: DeadLetterQueueKind, url: string) => {
    const queue = { sqs: clients.sqs, url, kind, waitSeconds: waitSecondsFor(target) };
    return findLetters(queue, id, signal);
  };
  const [deadLetters, undelivered, queue] = await Promise.all([
    part('dead-letter queue', deadLetterQueueUrl, (url) => find('deadLetterQueue', url)),
    part('queue of undelivered notifications', undeliveredQueueUrl, (url) => find('undeliveredQueue', url)),
    part('queue', queueUrl, (url) => depthOf(clients.sqs, url)),
  ]);
  const [letter] = [deadLetters, undelivered].flatMap((found) =>
    'value' in found ? found.value.letters : [],
  );
  const effectiveId = letter === undefined ? id : idOf(letter);
  const table = await part('table', target, async () =>
    tableName === undefined ? undefined : readTableEntry(target, tableName, effectiveId),
  );
  return {
    id: effectiveId,
    table,
    deadLetters,
    undelivered,
    queue,
    actions: await actionsOn(effectiveId),
  };
}

/** An empty queue is not looked through. */
async function findLetters(
  queue: Parameters<typeof findDeadLetters>[0],
  id: string,
  signal: AbortSignal,
): Promise<FoundLetters> {
  const { visible, inFlight } = await depthOf(queue.sqs, queue.url);
  if (visible > 0) return findDeadLetters(queue, [id], signal);
  const partial = inFlight > 0 ? [`${inFlight} are hidden by another reader for now.`] : [];
  return { letters: [], partial, notGivenBack: 0 };
}

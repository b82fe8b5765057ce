import type { DeadLetterQueueKind } from '../../ops/dead-letters/dead-letter.ts';
import type { Target } from '../../ops/target.ts';
import { formatCount } from '../quantities.ts';

/** Which queue of whose a document is of. */
export interface QueueLocation {
  readonly account: string;
  readonly region: string;
  readonly pipeline: string;
  readonly queue: DeadLetterQueueKind;
}

/** Where the dead letters of a target are. */
export function locationOf(
  { accountId, region, pipelineName }: Target,
  queue: DeadLetterQueueKind,
): QueueLocation {
  return { account: accountId, region, pipeline: pipelineName, queue };
}

/** What a person calls what is in a queue, one and many of it, and the option that chooses the queue. */
export const CONTENT: Readonly<Record<DeadLetterQueueKind, { one: string; many: string; option: string }>> = {
  deadLetterQueue: { one: 'dead letter', many: 'dead letters', option: '' },
  undeliveredQueue: {
    one: 'undelivered notification',
    many: 'undelivered notifications',
    option: ' --undelivered',
  },
};

/** So many of what is in a queue: `1 dead letter`, `4,000 dead letters`, `no dead letters`. */
export function countOf(count: number, kind: DeadLetterQueueKind): string {
  const { one, many } = CONTENT[kind];
  if (count === 1) return `1 ${one}`;
  return `${count === 0 ? 'no' : formatCount(count)} ${many}`;
}

import type { DeadLetterQueueKind } from '../../ops/dead-letters/dead-letter.ts';
import { formatCount } from '../terminal/counts.ts';

/** What a person calls what lies in a queue, one and many of it, and the option that chooses the queue. */
export const CONTENT: Readonly<Record<DeadLetterQueueKind, { one: string; many: string; option: string }>> = {
  deadLetterQueue: { one: 'dead letter', many: 'dead letters', option: '' },
  undeliveredQueue: {
    one: 'undelivered notification',
    many: 'undelivered notifications',
    option: ' --undelivered',
  },
};

/** So many of what lies in a queue: `1 dead letter`, `4,000 dead letters`, `no dead letters`. */
export function countOf(count: number, kind: DeadLetterQueueKind): string {
  const { one, many } = CONTENT[kind];
  if (count === 1) return `1 ${one}`;
  return `${count === 0 ? 'no' : formatCount(count)} ${many}`;
}

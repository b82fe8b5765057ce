import type { DeadLetterQueueKind } from '../../../ops/dead-letters/dead-letter.ts';
import type { Coverage } from '../../../ops/dead-letters/scan.ts';
import { formatCoverage } from '../../../words/dead-letters/groups.ts';
import { countOf } from '../../../words/dead-letters/queue.ts';
import type { Layout } from '../../../words/layout.ts';
import { wrap } from '../../../words/width.ts';

interface Exported extends Coverage {
  readonly matching: number;
  readonly queue: DeadLetterQueueKind;
  /** `undefined` where it went to stdout. */
  readonly file: string | undefined;
}

/** What was exported, for the one who waits for it. */
export function formatExported(exported: Exported, layout: Layout): string {
  const { matching, queue, file } = exported;
  const into = file === undefined ? '' : ` to ${file}`;
  const lines = [
    ...formatCoverage(exported, layout),
    ...wrap(`Exported ${countOf(matching, queue)}${into}.`, layout.width),
  ];
  return `${lines.join('\n')}\n`;
}

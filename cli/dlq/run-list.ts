import { listDeadLetters } from '../../ops/dead-letters/list.ts';
import { findTarget } from '../../ops/target.ts';
import { EXIT } from '../exit-code.ts';
import { onInterruption } from '../interruption.ts';
import { announceTarget } from '../target-options.ts';
import { layoutFor } from '../terminal/layout.ts';
import { plainJson } from '../terminal/plain.ts';
import { filterFrom } from './filter-options.ts';
import { formatList } from './format-list.ts';
import type { ListOptions } from './list.ts';
import { listDocument, placeOf } from './list-document.ts';
import { NewestOfGroups } from './newest.ts';
import { privacyFor } from './privacy.ts';
import { deadLetterQueueOf } from './queue-option.ts';

/** Lists dead letters on stdout, and gives the exit code. What was seen until Ctrl-C is listed too. */
export async function runList(options: ListOptions): Promise<number> {
  const target = findTarget(options, process.cwd());
  const queue = deadLetterQueueOf(target, options);
  announceTarget(target);
  const signal = onInterruption();
  const newest = new NewestOfGroups();
  const listing = await listDeadLetters(
    queue,
    filterFrom(options),
    { signal, limit: options.limit },
    (letter) => newest.add(letter),
  ).finally(() => queue.sqs.destroy());
  const document = listDocument(placeOf(target, queue.kind), listing, newest, privacyFor(options));
  process.stdout.write(
    options.json
      ? `${plainJson(JSON.stringify(document, undefined, 2))}\n`
      : formatList(document, layoutFor(process.stdout)),
  );
  return signal.aborted ? EXIT.interrupted : EXIT.done;
}

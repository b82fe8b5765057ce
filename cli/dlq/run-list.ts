import { listDeadLetters } from '../../ops/dead-letters/list.ts';
import { EXIT } from '../exit-code.ts';
import { targetWords } from '../target-options.ts';
import { layoutFor } from '../terminal/layout.ts';
import { printJson } from '../terminal/print-json.ts';
import { filterFrom } from './filter-options.ts';
import { formatList } from './format-list.ts';
import type { ListOptions } from './list.ts';
import { listDocument, placeOf } from './list-document.ts';
import { NewestOfGroups } from './newest.ts';
import { privacyFor } from './privacy.ts';
import { withQueue } from './with-queue.ts';

/** Lists dead letters on stdout, and gives the exit code. What was seen until Ctrl-C is listed too. */
export function runList(options: ListOptions): Promise<number> {
  return withQueue(options, async ({ target, queue, interruption }) => {
    const newest = new NewestOfGroups();
    const scan = { signal: interruption, limit: options.limit };
    const listing = await listDeadLetters(queue, filterFrom(options), scan, (letter) => newest.add(letter));
    const document = listDocument(placeOf(target, queue.kind), listing, newest, privacyFor(options));
    if (options.json) printJson(document);
    else process.stdout.write(formatList(document, layoutFor(process.stdout), targetWords(options)));
    return interruption.aborted ? EXIT.interrupted : EXIT.done;
  });
}

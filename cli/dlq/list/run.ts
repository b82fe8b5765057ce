import { listDeadLetters } from '../../../ops/dead-letters/list.ts';
import { NewestOfGroups } from '../../../ops/dead-letters/newest.ts';
import { listDocument } from '../../../words/dead-letters/list-document.ts';
import { privacyFor } from '../../../words/dead-letters/privacy.ts';
import { locationOf } from '../../../words/dead-letters/queue.ts';
import { layoutFor } from '../../../words/layout.ts';
import { filterWords } from '../../dead-letters/filter-words.ts';
import { type FilterOptions, filterFrom, type ViewOptions } from '../../dead-letters/options.ts';
import { refuseSlips } from '../../dead-letters/refuse-slips.ts';
import { withQueue } from '../../dead-letters/with-queue.ts';
import { EXIT } from '../../terminal/exit-code.ts';
import { printJson } from '../../terminal/print-json.ts';
import { targetWords } from '../../terminal/target-options.ts';
import { formatList } from './format.ts';

/** What `amplify-mailroom dlq list` was told. */
export interface ListOptions extends ViewOptions, FilterOptions {
  readonly limit?: number;
}

/** Lists dead letters on stdout, and gives the exit code. What was seen until Ctrl-C is listed too. */
export function runList(options: ListOptions): Promise<number> {
  return withQueue(options, async ({ target, queue, interruption }) => {
    const newest = new NewestOfGroups();
    const scan = { signal: interruption, limit: options.limit };
    const filter = filterFrom(options);
    const listing = await listDeadLetters(queue, filter, scan, (letter) => newest.add(letter));
    refuseSlips(filter, listing);
    const document = listDocument(locationOf(target, queue.kind), listing, newest, {
      privacy: privacyFor(options),
      listedBy: {
        filterWords: filterWords(options),
        targetWords: targetWords(options),
        namesRedriven: options.redrives !== undefined || options.id !== undefined,
      },
    });
    if (options.json) printJson(document);
    else process.stdout.write(formatList(document, layoutFor(process.stdout)));
    return interruption.aborted ? EXIT.interrupted : EXIT.done;
  });
}

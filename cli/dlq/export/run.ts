import type { DeadLetter } from '../../../ops/dead-letters/dead-letter.ts';
import type { DeadLetterQueue } from '../../../ops/dead-letters/dead-letter-queue.ts';
import { exportDeadLetters } from '../../../ops/dead-letters/export.ts';
import { type Listing, listDeadLetters } from '../../../ops/dead-letters/list.ts';
import type { TargetChoice } from '../../../ops/target.ts';
import { layoutFor } from '../../../words/layout.ts';
import { plainJson } from '../../../words/plain.ts';
import { type FilterOptions, filterFrom, type QueueOptions } from '../../dead-letters/options.ts';
import { refuseSlips } from '../../dead-letters/refuse-slips.ts';
import { withQueue } from '../../dead-letters/with-queue.ts';
import { EXIT } from '../../terminal/exit-code.ts';
import { readerGone } from '../../terminal/reader-gone.ts';
import { FileExport } from './file-export.ts';
import { formatExported } from './format.ts';

/** What `amplify-mailroom dlq export` was told. */
export interface ExportOptions extends TargetChoice, QueueOptions, FilterOptions {
  readonly out?: string;
  readonly limit?: number;
}

/** Exports dead letters, and gives the exit code. What was seen until Ctrl-C is exported too. */
export function runExport(options: ExportOptions): Promise<number> {
  const { out } = options;
  return withQueue(options, async ({ queue, interruption }) => {
    const listing = await (out === undefined
      ? toStdout(queue, options, interruption)
      : toFile(out, queue, options, interruption));
    if (listing.matching === 0) refuseSlips(filterFrom(options), listing);
    // Whoever closed the pipe has had enough, and may read no more of stderr either.
    if (!readerGone().aborted || out !== undefined) {
      const exported = { ...listing, queue: queue.kind, file: out };
      process.stderr.write(formatExported(exported, layoutFor(process.stderr)));
    }
    return interruption.aborted ? EXIT.interrupted : EXIT.done;
  });
}

function toStdout(
  queue: DeadLetterQueue,
  options: ExportOptions,
  interruption: AbortSignal,
): Promise<Listing> {
  const signal = AbortSignal.any([interruption, readerGone()]);
  // To a terminal too: what JSON leaves unescaped is escaped, which changes nothing for a parser.
  return exportDeadLetters(queue, filterFrom(options), { signal, limit: options.limit }, (line) => {
    process.stdout.write(plainJson(line));
  });
}

async function toFile(
  path: string,
  queue: DeadLetterQueue,
  options: ExportOptions,
  interruption: AbortSignal,
): Promise<Listing> {
  const file = await FileExport.create(path);
  const signal = AbortSignal.any([interruption, file.failed]);
  const add = (letter: DeadLetter) => file.add(letter);
  try {
    const filter = filterFrom(options);
    const listing = await listDeadLetters(queue, filter, { signal, limit: options.limit }, add);
    if (listing.matching === 0) refuseSlips(filter, listing);
    await file.end();
    return listing;
  } catch (error) {
    await file.abandon();
    throw error;
  }
}

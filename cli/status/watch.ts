import { clearScreenDown, cursorTo } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Layout, layoutFor } from '../../words/layout.ts';
import { plainJson } from '../../words/plain.ts';
import { EXIT } from '../terminal/exit-code.ts';
import { readerGone } from '../terminal/reader-gone.ts';
import type { StatusDocument } from './document.ts';
import { formatStatus } from './format.ts';

const INTERVAL_MILLISECONDS = 5_000;

/** Looks again and again until Ctrl-C, or until nobody reads any more; each look takes the place of the one before. */
export async function watchStatus(
  look: () => Promise<StatusDocument>,
  { json = false }: { json?: boolean | undefined },
  interruption: AbortSignal,
): Promise<number> {
  const ending = AbortSignal.any([interruption, readerGone()]);
  while (!ending.aborted) {
    const status = await look();
    // What an interrupted look could not see any more is not shown as if it were gone.
    if (ending.aborted) break;
    if (json) process.stdout.write(`${plainJson(JSON.stringify(status))}\n`);
    else draw(status, process.stdout);
    await sleep(INTERVAL_MILLISECONDS, undefined, { signal: ending }).catch(() => {});
  }
  return EXIT.done;
}

function draw(status: StatusDocument, stream: NodeJS.WriteStream): void {
  const layout = layoutFor(stream);
  if (!stream.isTTY) {
    stream.write(`${formatStatus(status, layout)}${lastLook(status, layout)}\n\n`);
    return;
  }
  cursorTo(stream, 0, 0);
  clearScreenDown(stream);
  stream.write(`${formatStatus(status, layout)}\n${lastLook(status, layout)}\n`);
}

function lastLook({ time }: StatusDocument, { paint }: Layout): string {
  return paint('dim', `${time}, every 5 s until Ctrl-C`);
}

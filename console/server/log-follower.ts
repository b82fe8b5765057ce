import { setTimeout as sleep } from 'node:timers/promises';
import type { LoggedLine } from '../../contract/stack-control.ts';
import type { StackClient } from './stack-client.ts';

const RETRY_MILLISECONDS = 1_000;

/** Follows the log of a stack until the signal; whatever is logged goes to `found`, in order, and once. */
export async function followLog(
  stack: Pick<StackClient, 'log'>,
  signal: AbortSignal,
  found: (lines: readonly LoggedLine[]) => void,
): Promise<void> {
  let cursor = 0;
  while (!signal.aborted) {
    try {
      const news = await stack.log(cursor);
      ({ cursor } = news);
      if (news.lines.length > 0) found(news.lines);
    } catch {
      // The stack stops, or starts again; the picture tells.
      await sleep(RETRY_MILLISECONDS, undefined, { signal }).catch(() => {});
    }
  }
}

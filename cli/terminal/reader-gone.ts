import { EXIT } from './exit-code.ts';

const gone = new AbortController();
let isWatched = false;
let lostOutput: number = EXIT.failed;

/** What a terminal that was closed answers to whoever writes to it, by Node's codes. */
const TERMINAL_GONE: ReadonlySet<string> = new Set(['EIO', 'ENXIO', 'EBADF', 'ENOTCONN', 'ECONNRESET']);

/**
 * Aborts once nobody reads stdout any more, as behind `| head`, or at a terminal that was closed. From the first call on
 * that is no fault, and no output that cannot be written ends a command in the middle of what it does: that has to be
 * brought to its end, and into the record.
 */
export function readerGone(): AbortSignal {
  if (isWatched) return gone.signal;
  isWatched = true;
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (!gone.signal.aborted && !isNoFault(error, process.stdout)) {
      process.on('exit', () => {
        process.exitCode = Math.max(Number(process.exitCode ?? EXIT.done), lostOutput);
      });
      process.stderr.write(`The output could not be written (${error.code ?? error.message}).\n`);
    }
    gone.abort();
  });
  // There is nobody left to tell.
  process.stderr.on('error', () => {});
  return gone.signal;
}

/** Has the command end so, or worse, where its output cannot be written: with 1, unless that says something else of it. */
export function endLostOutputWith(exitCode: number): void {
  lostOutput = exitCode;
}

/** A file on a disk that fails answers like a terminal that is gone, and what is in it is not whole. */
function isNoFault({ code = '' }: NodeJS.ErrnoException, { isTTY }: NodeJS.WriteStream): boolean {
  return code === 'EPIPE' || (isTTY && TERMINAL_GONE.has(code));
}

const gone = new AbortController();
let isWatched = false;

/** Aborts once nobody reads stdout any more, as behind `| head`. From the first call on that is no fault. */
export function readerGone(): AbortSignal {
  if (isWatched) return gone.signal;
  isWatched = true;
  process.stdout.on('error', (error) => {
    refuseOther(error);
    gone.abort();
  });
  process.stderr.on('error', refuseOther);
  return gone.signal;
}

function refuseOther(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

import { EXIT } from './exit-code.ts';

/** Ctrl-C, a plain `kill`, and the terminal's window closed. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Aborts at the first signal to end. A second one does not wait for what the first began. */
export function onInterruption(): AbortSignal {
  const interruption = new AbortController();
  const onSignal = () => {
    if (interruption.signal.aborted) process.exit(EXIT.interrupted);
    interruption.abort();
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return interruption.signal;
}

/** Resolves once `signal` has aborted. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

import { EXIT } from './exit-code.ts';

/** Ctrl-C, a plain `kill`, and the terminal's window closed. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Aborts at the first signal to end. A person's second one does not wait for what the first began; of a window that is
 * closed, the system and the shell may each tell, and of a session that ends by SIGTERM too.
 */
export function onInterruption(): AbortSignal {
  const interruption = new AbortController();
  const seen = new Set<NodeJS.Signals>();
  const onSignal = (signal: NodeJS.Signals) => {
    const isRepeated = signal === 'SIGINT' ? interruption.signal.aborted : seen.has(signal);
    if (isRepeated && signal !== 'SIGHUP') process.exit(EXIT.interrupted);
    seen.add(signal);
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

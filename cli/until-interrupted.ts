import { EXIT } from './exit-code.ts';

/** Ctrl-C, a plain `kill`, and the terminal's window closed. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Resolves at the first signal to end. A second one does not wait for what the first began. */
export function untilInterrupted(): Promise<void> {
  return new Promise((resolve) => {
    let interrupted = false;
    const onSignal = () => {
      if (interrupted) process.exit(EXIT.interrupted);
      interrupted = true;
      resolve();
    };
    for (const signal of SIGNALS) process.on(signal, onSignal);
  });
}

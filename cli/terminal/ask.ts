import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';

/** What a person answered: a line, nothing more to read (Ctrl-D), or Ctrl-C. */
export type Answer =
  | { readonly kind: 'line'; readonly line: string }
  | { readonly kind: 'end' }
  | { readonly kind: 'interrupted' };

/** What a person decided. */
export type Decision = 'agreed' | 'declined' | 'interrupted';

/** Whether there is somebody to ask. */
export function canAsk(): boolean {
  return process.stdin.isTTY && process.stderr.isTTY;
}

/** Asks on stderr, so that stdout holds data alone, and waits for the answer; `interruption` ends the waiting. */
export async function ask(
  question: string,
  interruption: AbortSignal,
  input: NodeJS.ReadableStream = process.stdin,
  output: NodeJS.WritableStream = process.stderr,
): Promise<Answer> {
  const terminal = createInterface({ input, output });
  const ending = new AbortController();
  const signal = AbortSignal.any([interruption, ending.signal]);
  let isInterrupted = false;
  // At a prompt the terminal hands Ctrl-C over as a key; there is no signal.
  terminal.on('SIGINT', () => {
    isInterrupted = true;
    ending.abort();
  });
  // A terminal that was closed cannot be read either.
  const onError = () => ending.abort();
  input.on('error', onError);
  const end = once(terminal, 'close').then((): Answer => ({ kind: 'end' }));
  const line = terminal
    .question(question, { signal })
    .then((text): Answer => ({ kind: 'line', line: text }))
    .catch((): Answer => (isInterrupted || interruption.aborted ? { kind: 'interrupted' } : { kind: 'end' }));
  const answer = await Promise.race([line, end]);
  terminal.close();
  input.off('error', onError);
  if (answer.kind !== 'line') output.write('\n');
  return answer;
}

/** Asks a question whose answer is no unless it is yes; the end of the input is a no. */
export async function confirm(
  question: string,
  interruption: AbortSignal,
  ...streams: [input?: NodeJS.ReadableStream, output?: NodeJS.WritableStream]
): Promise<Decision> {
  const answer = await ask(`\n${question} [y/N] `, interruption, ...streams);
  if (answer.kind === 'interrupted') return 'interrupted';
  return answer.kind === 'line' && /^y(es)?$/i.test(answer.line.trim()) ? 'agreed' : 'declined';
}

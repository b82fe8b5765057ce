import { ask } from './ask.ts';

/** What a person decided. */
export type Decision = 'agreed' | 'declined' | 'interrupted';

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

import { layoutFor } from '../../words/layout.ts';
import { plain } from '../../words/plain.ts';
import { wrap } from '../../words/width.ts';

/**
 * Says something on stderr, a line for each line of `text`; at a terminal broken between words, as everything on stdout.
 * Elsewhere a sentence stays one line, as logs want it.
 */
export function tell(text: string): void {
  process.stderr.write(`${linesFor(text).join('\n')}\n`);
}

/** The lines of a text as they go to stderr. */
export function linesFor(text: string, stream: NodeJS.WriteStream = process.stderr): string[] {
  const lines = text.split('\n').map(plain);
  return stream.isTTY ? lines.flatMap((line) => wrap(line, layoutFor(stream).width)) : lines;
}

import type { Layout } from './layout.ts';
import { plain } from './plain.ts';
import { wrap } from './width.ts';

/** What to do about something, and what to type; part of the documents of `--json`. */
export interface NextStep {
  /** One sentence. */
  readonly text: string;
  readonly commands: readonly string[];
}

/** Lines that say what to do, and what to type; none where there is nothing to do. */
export function formatNext(steps: readonly NextStep[], { width, paint }: Layout): string[] {
  if (steps.length === 0) return [];
  const lines = steps.flatMap(({ text, commands }) => [
    ...wrap(text, width - 2).map((line) => `  ${line}`),
    // Not broken, so that it can be copied.
    ...commands.map((command) => paint('dim', `    ${plain(command)}`)),
  ]);
  return ['', 'Next:', ...lines];
}

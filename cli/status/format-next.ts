import type { Layout } from '../terminal/layout.ts';
import { plain } from '../terminal/plain.ts';
import { wrap } from '../terminal/width.ts';
import type { NextStep } from './next-steps.ts';

/** Lines that say what to do, and what to type. */
export function formatNext(steps: readonly NextStep[], { width, paint }: Layout): string[] {
  if (steps.length === 0) return [];
  const lines = steps.flatMap(({ text, commands }) => [
    ...wrap(text, width - 2).map((line) => `  ${line}`),
    // Not broken, so that it can be copied.
    ...commands.map((command) => paint('dim', `    ${plain(command)}`)),
  ]);
  return ['', 'Next:', ...lines];
}

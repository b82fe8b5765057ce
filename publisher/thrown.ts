import { inspect } from 'node:util';

/** What was thrown, which may be anything, in words: an error by its name and its message. */
export function describeThrown(thrown: unknown): string {
  if (typeof thrown === 'string') return thrown;
  if (!(thrown instanceof Error)) return inspect(thrown);
  const parts: unknown[] = [thrown.name, thrown.message];
  return parts.filter((part) => typeof part === 'string').join(': ');
}

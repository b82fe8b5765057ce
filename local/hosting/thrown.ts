import { inspect } from 'node:util';

/** What something that was thrown says. Anything can be thrown, and what a thread threw arrives as a copy, not as an Error. */
export function messageOf(thrown: unknown): string {
  if (typeof thrown === 'string') return thrown;
  try {
    const { message } = Object(thrown) as { message?: unknown };
    return typeof message === 'string' ? message : inspect(thrown);
  } catch {
    // Its message is a getter that throws, or an error is made in such a way that not even Node can show it.
    return `a thrown ${typeof thrown}`;
  }
}

/** The same, with the name of an error before it. */
export function namedMessageOf(thrown: unknown): string {
  const name = thrown instanceof Error ? nameOf(thrown) : undefined;
  return name === undefined ? messageOf(thrown) : `${name}: ${messageOf(thrown)}`;
}

/** The name of an error, into which the code of a function may have put anything. */
export function nameOf(error: Error): string | undefined {
  try {
    const { name }: { name: unknown } = error;
    return typeof name === 'string' ? name : undefined;
  } catch {
    return undefined;
  }
}

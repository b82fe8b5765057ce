import { inspect } from 'node:util';

/** What something that was thrown says. Anything can be thrown, and what a thread threw arrives as a copy, not as an Error. */
export function messageOf(thrown: unknown): string {
  const { message } = Object(thrown) as { message?: unknown };
  return typeof message === 'string' ? message : inspect(thrown);
}

/** The same, with the name of an error before it. */
export function namedMessageOf(thrown: unknown): string {
  const { name } = Object(thrown) as { name?: unknown };
  const isNamed = thrown instanceof Error && typeof name === 'string';
  return isNamed ? `${name}: ${messageOf(thrown)}` : messageOf(thrown);
}

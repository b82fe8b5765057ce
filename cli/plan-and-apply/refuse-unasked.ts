import { UsageError } from '../terminal/exit-code.ts';

/**
 * Refuses to act where nobody can be asked.
 *
 * @param canAsk whether there is somebody to ask.
 * @param remedy what agrees beforehand, as a part of a sentence.
 * @throws UsageError in one sentence.
 */
export function refuseUnasked(
  { json }: { readonly json?: boolean | undefined },
  canAsk: boolean,
  remedy: string,
): void {
  if (json) throw new UsageError(`With --json there is no question: ${remedy}`);
  if (!canAsk) throw new UsageError(`There is no terminal to ask at: ${remedy}`);
}

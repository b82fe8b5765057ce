import { UsageError } from '../../terminal/exit-code.ts';
import type { ApplyOptions } from '../plan-and-apply/options.ts';

/** What `amplify-mailroom dlq purge` was told. */
export interface PurgeOptions extends ApplyOptions {
  readonly export?: string;
  readonly confirm?: string;
}

/**
 * Refuses options that do not go together.
 *
 * @param canAsk whether there is somebody to ask.
 * @throws UsageError in one sentence.
 */
export function checkPurgeOptions({ confirm, dryRun, json }: PurgeOptions, canAsk: boolean): void {
  if (confirm !== undefined || dryRun) return;
  const remedy = 'give --confirm with the name of the queue to purge, or --dry-run to see the plan.';
  if (json) throw new UsageError(`--json asks nothing: ${remedy}`);
  if (!canAsk) throw new UsageError(`There is no terminal to ask at: ${remedy}`);
}

import { refuseUnasked } from '../../plan-and-apply/refuse-unasked.ts';
import type { ChangeOptions } from '../options.ts';

/**
 * Refuses a change that nobody can be asked about.
 *
 * @throws UsageError in one sentence.
 */
export function refuseUnaskedChange({ yes, dryRun, json }: ChangeOptions, canAsk: boolean): void {
  if (yes || dryRun) return;
  refuseUnasked({ json }, canAsk, 'give --yes to do it, or --dry-run to see the plan.');
}

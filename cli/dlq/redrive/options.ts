import { isUnfiltered } from '../../../ops/dead-letters/filter.ts';
import { MOVE_RATE } from '../../../ops/redrive/move-rate.ts';
import { filterFrom } from '../../dead-letters/options.ts';
import { UsageError } from '../../terminal/exit-code.ts';
import type { ApplyOptions } from '../plan-and-apply/options.ts';

/** What `amplify-mailroom dlq redrive` was told. */
export interface RedriveOptions extends ApplyOptions {
  readonly all?: boolean;
  readonly rate?: number;
  readonly patch?: string;
  readonly yes?: boolean;
}

/**
 * Refuses options that do not go together.
 *
 * @param canAsk whether there is somebody to ask.
 * @throws UsageError in one sentence.
 */
export function checkRedriveOptions(options: RedriveOptions, canAsk: boolean): void {
  const { all, patch, rate, json, yes, dryRun } = options;
  if (all && !isUnfiltered(filterFrom(options)))
    throw new UsageError('--all redrives everything: leave it out to choose by filters.');
  if (all && patch !== undefined)
    throw new UsageError('--all moves messages as they are: leave it out to patch them.');
  if (all && rate !== undefined && !isMoveRate(rate)) {
    throw new UsageError(
      `--all takes a --rate that is a whole number from ${MOVE_RATE.min} to ${MOVE_RATE.max}, got ${rate}.`,
    );
  }
  if (yes || dryRun) return;
  if (json) throw new UsageError('--json asks nothing: give --yes to redrive, or --dry-run to see the plan.');
  if (!canAsk)
    throw new UsageError(
      'There is no terminal to ask at: give --yes to redrive, or --dry-run to see the plan.',
    );
}

function isMoveRate(rate: number): boolean {
  return Number.isInteger(rate) && rate >= MOVE_RATE.min && rate <= MOVE_RATE.max;
}

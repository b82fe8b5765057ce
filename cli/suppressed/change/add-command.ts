import { Command } from 'commander';
import type { SuppressionReason } from '../../../ops/suppression/reasons.ts';
import { canAsk } from '../../terminal/ask.ts';
import { addChangeOptions, type ChangeOptions, collectAddress, readReason } from '../options.ts';
import { refuseUnaskedChange } from './refuse-unasked-change.ts';

/** `amplify-mailroom suppressed add`: has SES send nothing more to addresses. */
export function addCommand(finish: (exitCode: number) => void): Command {
  const command = new Command('add')
    .description('Put addresses on the list, so that SES sends them nothing more: says which, then asks.')
    .argument('<addresses...>', 'whom to send nothing more', collectAddress)
    .requiredOption('--reason <reason>', 'what to note: bounce or complaint', readReason);
  return addChangeOptions(command)
    .addHelpText(
      'after',
      `
SES does not let an account that is still in its sandbox do that.

Example:
  npx amplify-mailroom suppressed add ada@example.com --reason complaint`,
    )
    .action(async (addresses: readonly string[], options: ChangeOptions & { reason: SuppressionReason }) => {
      refuseUnaskedChange(options, canAsk());
      const { runChange } = await import('./run.ts');
      finish(await runChange(addresses, { kind: 'add', reason: options.reason }, options));
    });
}

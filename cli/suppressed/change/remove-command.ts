import { Command } from 'commander';
import { canAsk } from '../../terminal/ask.ts';
import { addChangeOptions, type ChangeOptions, collectAddress } from '../options.ts';
import { refuseUnaskedChange } from './refuse-unasked-change.ts';

/** `amplify-mailroom suppressed remove`: has SES send to addresses again. */
export function removeCommand(finish: (exitCode: number) => void): Command {
  const command = new Command('remove')
    .description('Take addresses off the list, so that SES sends to them again: says which, then asks.')
    .argument('<addresses...>', 'as the list has them: to SES, Ada@ and ada@ are two', collectAddress);
  return addChangeOptions(command)
    .addHelpText(
      'after',
      `
What SES did not send meanwhile is not sent again: publish it under another id.
Ends with 1 where one of the addresses is not on the list.

Example:
  npx amplify-mailroom suppressed remove ada@example.com`,
    )
    .action(async (addresses: readonly string[], options: ChangeOptions) => {
      refuseUnaskedChange(options, canAsk());
      const { runChange } = await import('./run.ts');
      finish(await runChange(addresses, { kind: 'remove' }, options));
    });
}

import { Command } from 'commander';
import { addCommand } from './change/add-command.ts';
import { removeCommand } from './change/remove-command.ts';
import { listCommand } from './list/command.ts';

/** `amplify-mailroom suppressed`: the commands on SES's suppression list. */
export function suppressedCommand(finish: (exitCode: number) => void): Command {
  return new Command('suppressed')
    .description("SES's suppression list: whom SES does not send to any more, and why.")
    .addCommand(listCommand(finish))
    .addCommand(removeCommand(finish))
    .addCommand(addCommand(finish))
    .addHelpText(
      'after',
      `
The list is the account's, in the region whose SES sends: of all pipelines, and
of everything else that sends there.

Examples:
  npx amplify-mailroom suppressed list                     who is there, and why
  npx amplify-mailroom suppressed list ada@example.com     whether she is
  npx amplify-mailroom suppressed remove ada@example.com   so that she is not`,
    );
}

import { Command } from 'commander';
import { exportCommand } from './export/command.ts';
import { importCommand } from './import/command.ts';
import { listCommand } from './list/command.ts';
import { purgeCommand } from './purge/command.ts';
import { redriveCommand } from './redrive/command.ts';
import { showCommand } from './show/command.ts';

/** `amplify-mailroom dlq`: the commands on dead letters. */
export function dlqCommand(finish: (exitCode: number) => void): Command {
  return new Command('dlq')
    .description('Dead letters: see why they are there, send them back.')
    .addCommand(listCommand(finish))
    .addCommand(showCommand(finish))
    .addCommand(exportCommand(finish))
    .addCommand(importCommand(finish))
    .addCommand(redriveCommand(finish))
    .addCommand(purgeCommand(finish))
    .addHelpText(
      'after',
      `
Examples:
  npx amplify-mailroom dlq list              why they are there
  npx amplify-mailroom dlq show order-1042   one of them whole, and its history
  npx amplify-mailroom dlq redrive --reason expired --dry-run`,
    );
}

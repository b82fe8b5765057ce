import { Command } from 'commander';
import { exportCommand } from './dlq/export.ts';
import { listCommand } from './dlq/list.ts';
import { purgeCommand } from './dlq/purge.ts';
import { redriveCommand } from './dlq/redrive.ts';
import { showCommand } from './dlq/show.ts';

/** `mailroom dlq`: the commands on dead letters. */
export function dlqCommand(finish: (exitCode: number) => void): Command {
  return new Command('dlq')
    .description('Dead letters: see why they are there, send them back.')
    .addCommand(listCommand(finish))
    .addCommand(showCommand(finish))
    .addCommand(exportCommand(finish))
    .addCommand(redriveCommand(finish))
    .addCommand(purgeCommand(finish));
}

import { Command } from 'commander';
import { listCommand } from './dlq/list.ts';
import { purgeCommand } from './dlq/purge.ts';
import { redriveCommand } from './dlq/redrive.ts';

/** `mailroom dlq`: the commands on dead letters. */
export function dlqCommand(finish: (exitCode: number) => void): Command {
  return new Command('dlq')
    .description('Dead letters: see why they are there, send them back.')
    .addCommand(listCommand(finish))
    .addCommand(redriveCommand(finish))
    .addCommand(purgeCommand(finish));
}

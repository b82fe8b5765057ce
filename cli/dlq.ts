import { Command } from 'commander';
import { listCommand } from './dlq/list.ts';

/** `mailroom dlq`: the commands on dead letters. */
export function dlqCommand(finish: (exitCode: number) => void): Command {
  return new Command('dlq')
    .description('Dead letters: see why they are there, send them back.')
    .addCommand(listCommand(finish));
}

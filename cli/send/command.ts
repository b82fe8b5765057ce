import { Command } from 'commander';
import { collect } from '../terminal/collect.ts';
import { addTargetOptions } from '../terminal/target-options.ts';
import type { SendOptions } from './run.ts';

/** `amplify-mailroom send`: publishes one notification, and prints its id. */
export function sendCommand(finish: (exitCode: number) => void): Command {
  const command = new Command('send')
    .description('Publish one notification, and print its id.')
    .requiredOption('--to <address>', 'the recipient; may be repeated', collect)
    .option('--cc <address>', 'who gets a copy; may be repeated', collect)
    .option('--bcc <address>', 'who gets a copy that the others do not see; may be repeated', collect)
    .requiredOption('--subject <text>', 'the subject')
    .option('--body <text>', 'the text; may be missing where there is HTML')
    .option('--html <html>', 'the HTML part, beside the text or alone')
    .option('--reply-to <address>', 'where answers go; may be repeated', collect)
    .option('--header <name: value>', 'a header, as in "X-Campaign: may"; may be repeated', collect)
    .option('--unsubscribe-url <url>', 'where to unsubscribe by one click')
    .option('--unsubscribe-mailto <address>', 'where to unsubscribe by an email')
    .option('--attach <file>', 'a file to go with it; may be repeated', collect)
    .option('--tenant <name>', 'whose it is, so that it does not wait for others')
    .option('--id <id>', 'what makes it this notification and no other (default: a new one)')
    .option('--yes', 'do not ask where only amplify_outputs.json of the folder tells where to');
  return addTargetOptions(command, { takesTopic: true }).action(async (options: SendOptions) => {
    const { runSend } = await import('./run.ts');
    finish(await runSend(options));
  });
}

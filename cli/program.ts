import { Command, CommanderError } from 'commander';
import { InvalidNotificationError } from '../contract/notification.ts';
import { packageVersion } from '../contract/package-version.ts';
import { FolderClaimedError } from '../local/folder-claim.ts';
import { sentenceOf } from '../ops/aws-error.ts';
import { TargetError } from '../ops/target-error.ts';
import { checkCommand } from './check/command.ts';
import { consoleCommand } from './console/command.ts';
import { dlqCommand } from './dlq/command.ts';
import { invokeCommand } from './invoke/command.ts';
import { localCommand } from './local/command.ts';
import { sendCommand } from './send/command.ts';
import { showCommand } from './show/command.ts';
import { statusCommand } from './status/command.ts';
import { suppressedCommand } from './suppressed/command.ts';
import { EXIT, UsageError } from './terminal/exit-code.ts';
import { linesFor, tell } from './terminal/tell.ts';

/** Faults of the one who typed the command, not of what it acted on. */
const WRONG_USE = [UsageError, TargetError, FolderClaimedError, InvalidNotificationError];

/**
 * Runs the command line and gives its exit code. What fails is told in one line on stderr.
 *
 * @param argv as `process.argv`
 */
export async function run(argv: readonly string[]): Promise<number> {
  let exitCode: number = EXIT.done;
  const program = createProgram((code) => {
    exitCode = code;
  });
  tellFaultsHere(program);
  try {
    await program.parseAsync(argv);
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.wrongUse;
    tell(sentenceOf(error));
    return WRONG_USE.some((fault) => error instanceof fault) ? EXIT.wrongUse : EXIT.failed;
  }
}

/**
 * The whole command line, as `--help` and the documents tell it.
 *
 * @param finish takes the exit code of the command that ran.
 */
export function createProgram(finish: (exitCode: number) => void): Command {
  return new Command('amplify-mailroom')
    .description('The local stack of Mailroom, and its tools for notifications.')
    .version(packageVersion())
    .addCommand(sendCommand(finish))
    .addCommand(localCommand(finish))
    .addCommand(invokeCommand(finish))
    .addCommand(statusCommand(finish))
    .addCommand(showCommand(finish))
    .addCommand(dlqCommand(finish))
    .addCommand(consoleCommand(finish))
    .addCommand(suppressedCommand(finish))
    .addCommand(checkCommand(finish))
    .addHelpText(
      'after',
      `
Examples:
  npx amplify-mailroom local              run the backend on this machine
  npx amplify-mailroom send --to ada@example.com --subject Hello --body Works
  npx amplify-mailroom invoke welcome '{"name":"Ada"}'
  npx amplify-mailroom status --watch     how the pipeline is doing
  npx amplify-mailroom show order-1042    what became of a notification
  npx amplify-mailroom dlq list           what could not be sent, and why
  npx amplify-mailroom console            the same, as a page
  npx amplify-mailroom check              what is wrong with a pipeline

Ends with 0 when done, 1 when something failed, 2 at wrong use, 130 at Ctrl-C.`,
    );
}

/** Has wrong use of a command, and of those below it, end in an error instead of the process. */
function tellFaultsHere(command: Command): void {
  command
    .exitOverride()
    .showHelpAfterError('(--help tells more)')
    .configureOutput({ outputError: (text, write) => write(linesFor(text).join('\n')) });
  for (const subcommand of command.commands) tellFaultsHere(subcommand);
}

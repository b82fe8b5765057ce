import type { Command } from 'commander';
import { shellWord } from '../../contract/shell-word.ts';
import type { Target, TargetChoice } from '../../ops/target.ts';

/** The options by which every command that acts on a pipeline is told on which. */
export function addTargetOptions(command: Command): Command {
  return command
    .option('--local', 'the local stack that runs in this folder')
    .option('--outputs [file]', 'the deployed backend of an outputs file (default: amplify_outputs.json)')
    .option('--topic-arn <arn>', 'a topic, by its ARN')
    .option('--pipeline <name>', 'one of several pipelines: stack/id')
    .addHelpText(
      'after',
      '\nWithout --local, --outputs or --topic-arn it acts on the local stack or the\ndeployed backend, whichever is here.',
    );
}

/** The options that name a target, as one would type them again after a command; each is preceded by a space. */
export function targetWords({ local, outputs, topicArn, pipeline }: TargetChoice): string {
  const words = [
    ...(local ? ['--local'] : []),
    ...(outputs === undefined ? [] : ['--outputs', ...(outputs === true ? [] : [outputs])]),
    ...(topicArn === undefined ? [] : ['--topic-arn', topicArn]),
    ...(pipeline === undefined ? [] : ['--pipeline', pipeline]),
  ];
  return words.map((word) => ` ${shellWord(word)}`).join('');
}

/** Says on stderr what the command acts on, before it does. */
export function announceTarget({ source, accountId, region, pipelineName }: Target): void {
  process.stderr.write(`Account ${accountId}, region ${region}, pipeline ${pipelineName} (${source})\n`);
}

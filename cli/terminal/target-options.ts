import { type Command, Option } from 'commander';
import { shellWord } from '../../contract/shell-word.ts';
import type { Target, TargetChoice } from '../../ops/target.ts';
import { tell } from './tell.ts';

/**
 * The options by which every command that acts on a pipeline is told on which.
 *
 * @param takesTopic whether a topic is enough; where it is not, one that is given is refused, and no help tells of it.
 */
export function addTargetOptions(
  command: Command,
  { takesTopic = false }: { takesTopic?: boolean } = {},
): Command {
  const others = takesTopic ? '--topic-arn' : '--queue';
  return command
    .option('--local', 'the local stack that runs in this folder')
    .option('--outputs [file]', 'the deployed backend of an outputs file (default: amplify_outputs.json)')
    .option('--stack <name>', 'the deployed backend of a CloudFormation stack')
    .addOption(
      new Option('--queue <queue>', 'a queue, or its dead-letter queue, by URL, ARN or name').hideHelp(
        takesTopic,
      ),
    )
    .addOption(new Option('--topic-arn <arn>', 'a topic, by its ARN').hideHelp(!takesTopic))
    .option('--pipeline <name>', 'one of several pipelines: stack/id')
    .addHelpText(
      'after',
      `\nWithout --local, --outputs, --stack or ${others} it acts on the local stack\nor the deployed backend, whichever is here.`,
    );
}

/** The options that name a target, as one would type them again after a command; each is preceded by a space. */
export function targetWords({ local, outputs, stack, queue, topicArn, pipeline }: TargetChoice): string {
  const words = [
    ...(local ? ['--local'] : []),
    ...(outputs === undefined ? [] : ['--outputs', ...(outputs === true ? [] : [outputs])]),
    ...(stack === undefined ? [] : ['--stack', stack]),
    ...(queue === undefined ? [] : ['--queue', queue]),
    ...(topicArn === undefined ? [] : ['--topic-arn', topicArn]),
    ...(pipeline === undefined ? [] : ['--pipeline', pipeline]),
  ];
  return words.map((word) => ` ${shellWord(word)}`).join('');
}

/** Says on stderr what the command acts on, before it does. */
export function announceTarget({ source, accountId, region, pipelineName, pipeline }: Target): void {
  const stack = pipeline.stackName === undefined ? '' : `stack ${pipeline.stackName}, `;
  tell(`Account ${accountId}, region ${region}, ${stack}pipeline ${pipelineName} (${source})`);
}

/**
 * Whether nobody named the target: it is the deployed backend of the file that Amplify leaves in the folder, which is
 * usually a developer's sandbox, and may be production.
 */
export function isUnnamed({ outputs }: TargetChoice, { source }: Pick<Target, 'source'>): boolean {
  return source === 'deployed backend' && outputs === undefined;
}

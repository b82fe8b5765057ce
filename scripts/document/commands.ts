import { addFilterOptions } from '../../cli/dead-letters/options.ts';
import { createProgram } from '../../cli/program.ts';
import { EXIT } from '../../cli/terminal/exit-code.ts';
import { addTargetOptions } from '../../cli/terminal/target-options.ts';
import { membersOf } from './docstrings.ts';
import { table } from './table.ts';

/** What `docs/command.md` tells of the command line, by the name in the comments around it. */
export const COMMANDS: Readonly<Record<string, () => string>> = {
  'exit-codes': exitCodes,
  targets: () => optionsTable(targetOptions()),
  filters: () => optionsTable(filterOptions()),
  commands,
};

type Command = ReturnType<typeof createProgram>;
type Option = Command['options'][number];

function exitCodes(): string {
  const rows = membersOf('cli/terminal/exit-code.ts', 'EXIT').map(({ name, text }) => [
    String(EXIT[name as keyof typeof EXIT]),
    text,
  ]);
  return table(['code', 'meaning'], rows);
}

function commands(): string {
  return leavesOf(
    createProgram(() => undefined),
    '',
  )
    .map(([name, command]) => section(name, command))
    .join('\n\n');
}

/** The commands that do something, by their full names, in the order of the help. */
function leavesOf(command: Command, path: string): [string, Command][] {
  return command.commands.flatMap((each): [string, Command][] => {
    const name = `${path}${each.name()}`;
    return each.commands.length > 0 ? leavesOf(each as Command, `${name} `) : [[name, each as Command]];
  });
}

function section(name: string, command: Command): string {
  const given = command.registeredArguments.map((argument) => [
    `\`${argument.required ? `<${argument.name()}>` : `[${argument.name()}]`}\``,
    argument.description,
  ]);
  const own = command.options.filter((option) => !isShared(option));
  const rows = [...given, ...own.map(rowOf)];
  const shared = [
    ...(has(command, filterOptions()) ? ['the [filters](#filters)'] : []),
    ...(has(command, targetOptions()) ? ['the [target](#targets)'] : []),
  ];
  return [
    `### \`${name}\``,
    command.description(),
    ...(rows.length > 0
      ? [
          table(
            ['argument or option', 'meaning'],
            rows.map(([a, b]) => [a ?? '', escaped(b ?? '')]),
          ),
        ]
      : []),
    ...(shared.length > 0 ? [`It takes ${shared.join(' and ')} too.`] : []),
  ].join('\n\n');
}

function targetOptions(): readonly Option[] {
  return addTargetOptions(emptyCommand(), { takesTopic: true }).options;
}

function filterOptions(): readonly Option[] {
  return addFilterOptions(emptyCommand()).options;
}

/** Of the library's own class, which only the command's room imports. */
function emptyCommand(): Command {
  return createProgram(() => undefined).createCommand('empty') as Command;
}

/** Options of one name may mean another thing elsewhere, as `--stack` of `local` does. */
function isShared({ flags, description }: Option): boolean {
  return [...targetOptions(), ...filterOptions()].some(
    (each) => each.flags === flags && each.description === description,
  );
}

function has(command: Command, options: readonly Option[]): boolean {
  const [first] = options;
  return command.options.some(
    ({ flags, description }) => flags === first?.flags && description === first.description,
  );
}

function optionsTable(options: readonly Option[]): string {
  return table(
    ['option', 'meaning'],
    options.map(rowOf).map(([flags, text]) => [flags, escaped(text)]),
  );
}

function rowOf({ flags, description, mandatory, defaultValue, argChoices }: Option): [string, string] {
  const isRequired = mandatory ? ' (required)' : '';
  const choices = argChoices ? `: ${argChoices.map((each) => `\`${each}\``).join(', ')}` : '';
  const isTold = defaultValue === undefined || typeof defaultValue === 'boolean';
  return [
    `\`${flags}\``,
    `${description}${choices}${isRequired}${isTold ? '' : ` (default: ${String(defaultValue)})`}`,
  ];
}

function escaped(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
}

import { readFileSync } from 'node:fs';

/** What `docs/operations.md` promises, as the tests read it. */
const TEXT = readFileSync(new URL('../../../docs/operations.md', import.meta.url), 'utf8');

const COSTS = readFileSync(new URL('../../../docs/costs.md', import.meta.url), 'utf8');

/** One block of commands. */
export interface CommandBlock {
  /** The heading that it stands below. */
  readonly heading: string;
  readonly commands: readonly string[];
}

/** Headings and blocks of commands, in their order; a comment in a block looks like a heading. */
const PARTS = [...TEXT.matchAll(/^```sh\n(?<block>.*?)^```$|^```.*?^```$|^#+ (?<heading>.+?)$/gms)].map(
  ({ groups = {} }) => groups,
);

/** Its headings, without their marks. */
export const headings: readonly string[] = PARTS.flatMap(({ heading }) => heading ?? []);

/** Its blocks of commands, comments left out. */
export const commandBlocks: readonly CommandBlock[] = PARTS.flatMap(({ block }, index) =>
  block === undefined ? [] : { heading: headingBefore(index), commands: commandsIn(block) },
);

/** What a command line gives `mailroom`; `undefined` where a shell has more to do than to part words. */
export function argumentsIn(command: string): readonly string[] | undefined {
  if (!/^npx amplify-mailroom( [\w./:@=+-]+| "[^"$`\\]*")*$/.test(command)) return undefined;
  const [, , ...words] = [...command.matchAll(/[^\s"]+|"[^"]*"/g)].map(([word]) => word);
  return words.map((word) => word.replaceAll('"', ''));
}

function headingBefore(index: number): string {
  return PARTS.slice(0, index).findLast(({ heading }) => heading !== undefined)?.heading ?? '';
}

function commandsIn(block: string): string[] {
  const lines = block.split('\n').map((line) => line.replace(/(^|\s)#\s.*$/, '').trim());
  return lines.filter((line) => line !== '');
}

/** The alarms that each failure turns on, by the failure's sentence. */
export const failures: ReadonlyMap<string, readonly string[]> = new Map(
  part('failures')
    .split('\n')
    .filter((line) => /^\| [A-Z]/.test(line))
    .map((line) => {
      const [, failure = '', alarms = ''] = line.split('|').map((cell) => cell.trim());
      return [failure, [...alarms.matchAll(/`(\w+)`/g)].map(([, name = '']) => name).sort()];
    }),
);

/** The policy of an operator. */
export const policy: {
  readonly Statement: readonly { readonly Action: string | readonly string[]; readonly Resource: unknown }[];
} = JSON.parse(part('policy').replace(/```(json)?/g, ''));

/** How many metrics the page of costs says that the alarms watch. */
export const alarmMetrics = Number(/metrics that the alarms watch \| (\d+) /.exec(COSTS)?.[1]);

function part(name: string): string {
  const found = new RegExp(`<!-- ${name}\\b.*?-->(.*?)<!-- /${name} -->`, 's').exec(TEXT)?.[1];
  if (found === undefined) throw new Error(`docs/operations.md has no part "${name}"`);
  return found;
}

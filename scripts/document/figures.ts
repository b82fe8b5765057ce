import { readFileSync } from 'node:fs';
import { table } from './table.ts';

/** What the README tells of the benchmarks, by the name in the comments around it: as their page has it. */
export const FIGURES: Readonly<Record<string, () => string>> = { figures };

/** The shapes as the page calls them, and as the README does. */
const SHAPES = {
  documented: 'the construct of the documentation',
  'typical, 10 workers': 'a queue in between',
  mailroom: 'Mailroom',
};

type Shape = keyof typeof SHAPES;

/** Gives the median of a figure for one shape. */
type Figure = (row: string) => string;

/** What happens, the scenario of the page that measures it, and what is told of each shape. */
const ROWS: readonly (readonly [string, string, (figure: Figure) => string])[] = [
  [
    '**Outage**: SES fails for 10 minutes while 200 are published',
    'SES is down for 20 s, which stand for 10 minutes',
    (figure) => `${figure('lost')} lost, ${figure('dead-lettered though deliverable')} given up`,
  ],
  [
    '**Burst**: 1,000 at once where SES takes 14 a second',
    'A burst of 1,000 at 14 emails a second',
    (figure) =>
      `${figure('SES calls throttled')} calls throttled, ${figure('dead-lettered though deliverable')} given up, ` +
      `${figure('duplicates')} sent twice`,
  ],
  ['**Refusal**: SES refuses a recipient', 'A refused recipient', refusal],
];

function refusal(figure: Figure): string {
  const calls = `after ${figure('SES calls')} ${figure('SES calls') === '1' ? 'call' : 'calls'}`;
  if (figure('dropped') !== '0') return `dropped ${calls}`;
  return `a dead letter ${calls}, ${figure('seconds to the dead-letter queue')} s`;
}

function figures(): string {
  const page = readFileSync('docs/benchmarks.md', 'utf8');
  const shapes = Object.keys(SHAPES) as Shape[];
  const rows = ROWS.map(([what, scenario, tell]) => [
    what,
    ...shapes.map((shape) => tell((row) => cell(page, scenario, row, shape))),
  ]);
  return table(['', ...Object.values(SHAPES)], rows);
}

/**
 * A cell of a scenario's table, without the least and the most of several runs.
 *
 * @throws Error where the page has none.
 */
function cell(page: string, scenario: string, row: string, shape: Shape): string {
  const [, section = ''] = page.split(`\n## ${scenario}\n`);
  const lines =
    section
      .split(/\n## /)[0]
      ?.split('\n')
      .filter((line) => line.startsWith('|')) ?? [];
  const cells = lines.map((line) => line.split('|').map((each) => each.trim()));
  const column = cells[0]?.indexOf(shape) ?? -1;
  const value = cells.find(([, label]) => label === row)?.[column];
  if (value === undefined) throw new Error(`docs/benchmarks.md: "${scenario}" has no ${row} of ${shape}.`);
  return value.replace(/ \(.*\)$/, '');
}

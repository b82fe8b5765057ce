import Table from 'cli-table3';
import { cut, widthOf, wrap } from './width.ts';

/** Between two columns. */
const GAP = 2;

/** A column of a table. */
export interface Column {
  readonly align?: 'left' | 'right';
  /**
   * What becomes of a text that is wider than its column: it goes on in the next line, or ends in `…`. Without it the
   * column keeps the width of its widest text.
   */
  readonly overflow?: 'wrap' | 'cut';
}

/** Where a table stands. */
export interface TableOptions {
  /** Columns of the terminal. */
  readonly width: number;
  /** Columns left empty before it. */
  readonly indent?: number;
}

/**
 * Lines of a table without borders that fits the terminal: the widest columns that may overflow give way. Cells hold
 * no control characters.
 */
export function formatTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  { width, indent = 0 }: TableOptions,
): string[] {
  if (rows.length === 0) return [];
  const widths = columnWidths(columns, rows, width - indent);
  const table = new Table({
    chars: BORDERLESS,
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [], compact: true },
    colAligns: columns.map(({ align = 'left' }) => align),
  });
  const lines = rows.flatMap((row) =>
    linesOf(row.map((cell, index) => fitted(cell, columns[index], widths[index] ?? 1))),
  );
  table.push(...lines.map((cells) => cells.map(standInFor)));
  return table
    .toString()
    .split('\n')
    .map((line, index) => `${' '.repeat(indent)}${withCells(line, lines[index] ?? [])}`.trimEnd());
}

/** How wide a table would be if nothing had to give way. */
export function naturalWidth(rows: readonly (readonly string[])[]): number {
  const widths = naturalWidths(rows);
  return sum(widths) + GAP * Math.max(0, widths.length - 1);
}

const EDGES = ['top', 'bottom', 'left', 'mid', 'right'];
const CORNERS = ['top-mid', 'top-left', 'top-right', 'bottom-mid', 'bottom-left', 'bottom-right'];
const CROSSINGS = ['left-mid', 'mid-mid', 'right-mid'];
const BORDERLESS = {
  ...Object.fromEntries([...EDGES, ...CORNERS, ...CROSSINGS].map((name) => [name, ''])),
  middle: ' '.repeat(GAP),
};

/** Of private use, so that nothing else is one; the library too gives it one column. */
const STAND_IN = '\uE000';

/** The library takes other characters for wide, or for none, than {@link widthOf}: it lays out what both measure alike. */
function standInFor(cell: string): string {
  return STAND_IN.repeat(widthOf(cell));
}

/** A line with its cells in the place of what stood for them. */
function withCells(line: string, cells: readonly string[]): string {
  const shown = cells.filter((cell) => widthOf(cell) > 0).values();
  return line.replaceAll(new RegExp(`${STAND_IN}+`, 'g'), () => shown.next().value ?? '');
}

/** The lines of a cell. */
function fitted(cell: string, { overflow }: Column = {}, width: number): readonly string[] {
  if (overflow === 'wrap') return wrap(cell, width);
  return [overflow === 'cut' ? cut(cell, width) : cell];
}

/** A row as rows of one line each: the library takes the square of a cell's length, and more, where that has several. */
function linesOf(cells: readonly (readonly string[])[]): string[][] {
  const height = cells.reduce((most, { length }) => Math.max(most, length), 1);
  return Array.from({ length: height }, (_, line) => cells.map((lines) => lines[line] ?? ''));
}

function columnWidths(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  available: number,
): number[] {
  const widths = naturalWidths(rows);
  const isElastic = (index: number) => columns[index]?.overflow !== undefined;
  const rigid = sum(widths.filter((_, index) => !isElastic(index)));
  const limit = levelOf(
    widths.filter((_, index) => isElastic(index)),
    available - rigid - GAP * (widths.length - 1),
  );
  return widths.map((each, index) => (isElastic(index) ? Math.min(each, limit) : each));
}

/** The width to which the wider ones of some columns have to be cut for all of them to fit. */
function levelOf(widths: readonly number[], available: number): number {
  let left = available;
  const ascending = [...widths].sort((one, other) => one - other);
  for (const [index, width] of ascending.entries()) {
    const share = Math.floor(left / (ascending.length - index));
    if (width > share) return Math.max(1, share);
    left -= width;
  }
  return Number.POSITIVE_INFINITY;
}

/** The library gives a column one at least, also where nothing is seen in it. */
function naturalWidths(rows: readonly (readonly string[])[]): number[] {
  const count = Math.max(0, ...rows.map(({ length }) => length));
  return Array.from({ length: count }, (_, index) =>
    Math.max(1, ...rows.map((row) => widthOf(row[index] ?? ''))),
  );
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

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
  const limits = columnWidths(columns, rows, width - indent);
  const lines = rows.flatMap((row) =>
    linesOf(row.map((cell, index) => fitted(cell, columns[index], limits[index]))),
  );
  const widths = naturalWidths(lines);
  return lines.map((cells) => {
    const padded = cells.map((cell, index) => pad(cell, widths[index] as number, columns[index]?.align));
    return `${' '.repeat(indent)}${padded.join(' '.repeat(GAP))}`.trimEnd();
  });
}

/** How wide a table would be if nothing had to give way. */
export function naturalWidth(rows: readonly (readonly string[])[]): number {
  const widths = naturalWidths(rows);
  return sum(widths) + GAP * Math.max(0, widths.length - 1);
}

/** A cell of which nothing is seen is left out. */
function pad(cell: string, width: number, align: Column['align'] = 'left'): string {
  const columns = widthOf(cell);
  const seen = columns > 0 ? cell : '';
  const space = ' '.repeat(width - columns);
  return align === 'right' ? `${space}${seen}` : `${seen}${space}`;
}

/** The lines of a cell. */
function fitted(cell: string, { overflow }: Column = {}, width = 1): readonly string[] {
  if (overflow === 'wrap') return wrap(cell, width);
  return [overflow === 'cut' ? cut(cell, width) : cell];
}

/** A row as rows of one line each; a cell that has fewer lines is empty in the others. */
function linesOf(cells: readonly (readonly string[])[]): string[][] {
  const height = Math.max(1, ...cells.map(({ length }) => length));
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

/** A column is one wide at least, also where nothing is seen in it. */
function naturalWidths(rows: readonly (readonly string[])[]): number[] {
  const count = Math.max(0, ...rows.map(({ length }) => length));
  return Array.from({ length: count }, (_, index) =>
    Math.max(1, ...rows.map((row) => widthOf(row[index] ?? ''))),
  );
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

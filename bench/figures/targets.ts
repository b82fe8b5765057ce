import type { FigureName } from './figures.ts';

/** What a figure of Mailroom should be. */
export type Target =
  | { readonly kind: 'at most'; readonly value: number }
  | { readonly kind: 'at least'; readonly value: number }
  /** The same figure of other columns, by column; a column that is not named has no target. */
  | { readonly kind: 'at least columns'; readonly of: Readonly<Record<string, string>> };

/** Medians by column and figure. */
export type Medians = (column: string, figure: FigureName) => number | undefined;

/**
 * Whether Mailroom's column has reached its target: not, where the figure could not even be taken. `undefined` where
 * the column has no target, or what it is compared with was not measured.
 */
export function isMet(
  target: Target,
  column: string,
  figure: FigureName,
  medians: Medians,
): boolean | undefined {
  const value = medians(column, figure);
  const bound = boundOf(target, column, figure, medians);
  if (bound === undefined) return undefined;
  if (value === undefined) return false;
  return target.kind === 'at most' ? value <= bound : value >= bound;
}

function boundOf(target: Target, column: string, figure: FigureName, medians: Medians): number | undefined {
  switch (target.kind) {
    case 'at most':
    case 'at least':
      return target.value;
    case 'at least columns': {
      const other = target.of[column];
      return other === undefined ? undefined : medians(other, figure);
    }
    default:
      return target satisfies never;
  }
}

/** The target in words. `write` words a value as the row does. */
export function describeTarget(target: Target, write: (value: number) => string): string {
  switch (target.kind) {
    case 'at most':
      return target.value === 0 ? write(0) : `≤ ${write(target.value)}`;
    case 'at least':
      return `≥ ${write(target.value)}`;
    case 'at least columns':
      return [...new Set(Object.values(target.of))].map((column) => `≥ ${column}`).join('; ');
    default:
      return target satisfies never;
  }
}

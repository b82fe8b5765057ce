/** The rows of a long list that are drawn: those in sight, and some beside, so that scrolling meets no gap. */
export interface Rows {
  readonly first: number;
  /** The row after the last. */
  readonly end: number;
}

const BESIDE = 8;

/** @param height of a row, in pixels, as are `top` and `inSight`. */
export function rowsInSight(
  count: number,
  { top, inSight, height }: { top: number; inSight: number; height: number },
): Rows {
  const first = Math.floor(top / height) - BESIDE;
  const end = Math.ceil((top + inSight) / height) + BESIDE;
  return { first: Math.min(count, Math.max(0, first)), end: Math.min(count, Math.max(0, end)) };
}

/** How far to scroll so that a row is in sight; where it is already, not at all. */
export function topThatShows(
  row: number,
  { top, inSight, height }: { top: number; inSight: number; height: number },
): number {
  if (row * height < top) return row * height;
  return Math.max(top, (row + 1) * height - inSight);
}

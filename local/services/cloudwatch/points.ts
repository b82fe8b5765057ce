/** One value for each period, oldest first; `undefined` where there is none. */
export type Points = readonly (number | undefined)[];

/** Periods in a row, in whole minutes since the epoch. */
export interface Grid {
  /** The first minute of the first period. */
  readonly first: number;
  /** How many minutes a period has. */
  readonly step: number;
  /** How many periods there are. */
  readonly length: number;
}

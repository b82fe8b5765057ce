import type { SendRateChoice } from '../../../ops/redrive/rate.ts';

/** From where to where, and how fast; part of the plans of `--json`. */
export interface Route extends SendRateChoice {
  /** URLs of queues. */
  readonly from: string;
  readonly to: string;
  /** How long that many take at that rate. */
  readonly seconds: number;
}

/** Seconds that `count` messages take. */
export function secondsFor(count: number, rate: number): number {
  return Math.ceil(count / rate);
}

import { InvalidArgumentError } from 'commander';

/** The inbox's port unless told otherwise: where local mail tools usually are. */
export const DEFAULT_PORT = 8025;

/** The stack takes five ports in a row, and its console the next. */
const LAST_PORT = 65_535 - 5;

/** Reads a port that leaves room for the services after it; 0 takes any free ones. */
export function readPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= LAST_PORT) return port;
  throw new InvalidArgumentError(`Expected a whole number from 0 to ${LAST_PORT}.`);
}

export function readRate(text: string): number {
  const rate = Number(text);
  if (text.trim() !== '' && rate > 0 && Number.isFinite(rate)) return rate;
  throw new InvalidArgumentError('Expected a number above 0.');
}

export function readMilliseconds(text: string): number {
  const milliseconds = Number(text);
  if (/^\d+$/.test(text) && milliseconds <= 900_000) return milliseconds;
  throw new InvalidArgumentError('Expected whole milliseconds, 0 to 900000.');
}

export function readShare(text: string): number {
  const share = Number(text);
  if (text.trim() !== '' && share >= 0 && share <= 1) return share;
  throw new InvalidArgumentError('Expected a number from 0 to 1.');
}

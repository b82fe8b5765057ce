import { isDeeperThan } from './json.ts';

/** So many levels can be written as JSON. */
const MAX_SHOWN_DEPTH = 1_000;

/**
 * A property that is to be a text, of which AWS also takes numbers and booleans; none is an empty one. A list or an object,
 * of which it takes none, is shown as JSON, unless it has too many levels for that.
 */
export function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value !== 'object') return String(value);
  return isDeeperThan(MAX_SHOWN_DEPTH, value) ? '…' : JSON.stringify(value);
}

/** A property that is to be a number, which may be written as text; `NaN` where it is none. */
export function numberOf(value: unknown): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
}

/** A property that is to be true or false, which may be written as text; `fallback` where there is none. */
export function flagOf(value: unknown, fallback: boolean): boolean {
  return textOf(value ?? fallback).toLowerCase() === 'true';
}

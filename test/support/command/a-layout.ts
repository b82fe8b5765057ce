import type { Layout } from '../../../words/layout.ts';

/** When texts are read in tests. */
export const NOW = Date.parse('2026-11-25T00:00:00Z');

/** A layout without colours. */
export const aLayout = (width = 80, parts: Partial<Layout> = {}): Layout => ({
  width,
  now: NOW,
  paint: (_, text) => text,
  ...parts,
});

/** So many seconds before {@link NOW}, in ISO 8601. */
export const ago = (seconds: number) => new Date(NOW - seconds * 1000).toISOString();

import type { ConsoleNotification } from '../api.ts';

/** So many notifications the page keeps; the oldest go first. */
export const KEPT = 10_000;

/**
 * Notifications, the newest first, with `upserts` among them: by publishing, so that a row keeps its place while its state
 * changes. One of a known id takes its place over.
 */
export function entered(
  notifications: readonly ConsoleNotification[],
  upserts: readonly ConsoleNotification[],
  kept: number = KEPT,
): readonly ConsoleNotification[] {
  if (upserts.length === 0) return notifications;
  const byId = new Map(upserts.map((each) => [each.id, each]));
  const known = notifications.map((each) => {
    const upsert = byId.get(each.id);
    byId.delete(each.id);
    return upsert ?? each;
  });
  // Of those published in one moment the last told is the newest.
  const newest = [...byId.values()].reverse();
  const all = [...newest, ...known].sort((one, other) => compare(beginOf(other), beginOf(one)));
  return all.slice(0, kept);
}

/** Where nobody knows when it was published, what was told first stands for it. */
function beginOf({ publishedAt, updatedAt }: ConsoleNotification): string {
  return publishedAt ?? updatedAt;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Which notifications are shown; what is empty keeps none out. */
export interface Filter {
  readonly state: string;
  readonly reason: string;
  /** A part of an id, in any case. */
  readonly q: string;
}

/** Those that a filter lets through, in their order. */
export function matching(
  notifications: readonly ConsoleNotification[],
  { state, reason, q }: Filter,
): readonly ConsoleNotification[] {
  if (state === '' && reason === '' && q === '') return notifications;
  const sought = q.toLowerCase();
  return notifications.filter(
    (each) =>
      (state === '' || each.state === state) &&
      (reason === '' || each.reason === reason) &&
      (sought === '' || each.id.toLowerCase().includes(sought)),
  );
}

/** How many notifications have each value of a field, the most first. */
export function counted(
  notifications: readonly ConsoleNotification[],
  of: (notification: ConsoleNotification) => string | null,
): readonly (readonly [value: string, count: number])[] {
  const counts = new Map<string, number>();
  for (const each of notifications) {
    const value = of(each);
    if (value) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].sort(([, one], [, other]) => other - one);
}

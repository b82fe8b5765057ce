/** SQS takes this many entries in one request. */
export const MAX_ENTRIES = 10;

/** Requests that are under way at once: enough to hide the way to the service, few enough for its limits. */
const CONCURRENCY = 8;

/** Runs `action` on every ten of `items`, some at once; resolves when all have ended, rejects with the first error. */
export async function inBatches<Item>(
  items: readonly Item[],
  action: (batch: readonly Item[]) => Promise<void>,
): Promise<void> {
  let next = 0;
  const work = async () => {
    while (next < items.length) {
      const batch = items.slice(next, next + MAX_ENTRIES);
      next += MAX_ENTRIES;
      await action(batch);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
}

/** Which messages of a batch failed. */
export type BatchOutcome =
  | { readonly kind: 'all-failed' }
  | { readonly kind: 'failed'; readonly ids: ReadonlySet<string> };

const ALL_FAILED: BatchOutcome = { kind: 'all-failed' };
const NONE_FAILED: BatchOutcome = { kind: 'failed', ids: new Set() };

/**
 * Reads what a function answered for a batch behind `ReportBatchItemFailures`. An empty or missing list is success,
 * also under a misspelt key; an answer that is no object, or that names what the batch did not hold, fails the whole
 * batch.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export function readBatchResponse(payload: string, messageIds: readonly string[]): BatchOutcome {
  let response: unknown;
  try {
    response = JSON.parse(payload);
  } catch {
    return ALL_FAILED;
  }
  if (response === null) return NONE_FAILED;
  if (typeof response !== 'object' || Array.isArray(response)) return ALL_FAILED;
  const failures = (response as { batchItemFailures?: unknown }).batchItemFailures ?? [];
  if (!Array.isArray(failures)) return ALL_FAILED;

  const known = new Set(messageIds);
  const ids = failures.map((failure: { itemIdentifier?: unknown } | null) => failure?.itemIdentifier);
  const valid = ids.filter((id): id is string => typeof id === 'string' && known.has(id));
  return valid.length === ids.length ? { kind: 'failed', ids: new Set(valid) } : ALL_FAILED;
}

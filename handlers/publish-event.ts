import { InvalidNotificationError, type Notification } from '../contract/notification.ts';
import { withoutValue } from '../contract/schema-issue.ts';
import type { NotificationPublisher, PublishedNotification, PublishResult } from '../publisher/index.ts';

type Failed = Extract<PublishResult, { status: 'failed' }>;

/** How many causes the error's message names; `cause` holds all of them. */
const MAX_CAUSES_NAMED = 3;

/**
 * Publishes the publisher Lambda's event: one notification, or an array of them.
 *
 * A notification without an id gets one that follows from the request's. Lambda repeats a failed asynchronous
 * invocation under the same request id, so what the first attempt had published is the same notification again.
 *
 * @param requestId the invocation's id; without one the publisher assigns random ids.
 * @returns what was published, an array for an array, in order.
 * @throws Error telling which indexes were published and which not, once all have been tried. Its message, which
 * Lambda logs, holds no value of a notification; `cause` does.
 */
export async function publishEvent(
  event: unknown,
  publisher: Pick<NotificationPublisher, 'publishAll'>,
  requestId?: string,
): Promise<PublishedNotification | PublishedNotification[]> {
  const inputs = Array.isArray(event)
    ? event.map((input, index) => withId(input, requestId && `${requestId}-${index}`))
    : [withId(event, requestId)];
  const results = await publisher.publishAll(inputs as Notification[]);
  const [failed, ...others] = results.filter((result) => result.status === 'failed');
  if (failed) throw failure(results, [failed, ...others], Array.isArray(event));
  const published = results.filter((result) => result.status === 'published').map(toAnswer);
  return Array.isArray(event) ? published : (published[0] as PublishedNotification);
}

function withId(input: unknown, id: string | undefined): unknown {
  const isCandidate = typeof input === 'object' && input !== null && !Array.isArray(input);
  return id && isCandidate && !('id' in input) ? { ...input, id } : input;
}

function toAnswer({ id, messageId }: PublishedNotification): PublishedNotification {
  return { id, messageId };
}

function failure(results: readonly PublishResult[], failed: [Failed, ...Failed[]], isArray: boolean): Error {
  const cause = failed.length === 1 ? failed[0].error : new AggregateError(failed.map(({ error }) => error));
  if (!isArray) return new Error(`The notification was not published: ${reasonOf(failed[0])}`, { cause });
  const named = failed
    .slice(0, MAX_CAUSES_NAMED)
    .map((result) => `[${results.indexOf(result)}] ${reasonOf(result)}`);
  const further = failed.length > named.length ? [`and ${failed.length - named.length} more`] : [];
  return new Error(
    `${failed.length} of ${results.length} notifications were not published, indexes ${indexesOf(results, 'failed')}; ` +
      `published: ${indexesOf(results, 'published')}. ${[...named, ...further].join('; ')}`,
    { cause },
  );
}

/** Without the values that an invalid notification's own message quotes. */
function reasonOf({ error }: Failed): string {
  return error instanceof InvalidNotificationError
    ? error.issues.map(withoutValue).join(', ')
    : error.message;
}

/** Ranges, `0-3, 5`, since an array may hold thousands. */
function indexesOf(results: readonly PublishResult[], status: PublishResult['status']): string {
  const ranges: [number, number][] = [];
  for (const [index, result] of results.entries()) {
    if (result.status !== status) continue;
    const last = ranges.at(-1);
    if (last?.[1] === index - 1) last[1] = index;
    else ranges.push([index, index]);
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(', ') || 'none';
}

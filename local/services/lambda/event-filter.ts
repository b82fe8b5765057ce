import { isObject, type JsonObject, own } from '../../../template/json.ts';
import { readFilterPolicy } from '../sns-sqs/filter-policy/filter-policy.ts';
import { bodyOf } from '../sns-sqs/filter-policy/filtered-message.ts';
import type { SqsRecord } from './sqs-event.ts';

/** Whether a function gets a record. */
export type EventFilter = (record: SqsRecord) => boolean;

/**
 * Reads the filters of a mapping on a queue, of which one has to match. Without any, the function gets every record.
 *
 * @param patterns in JSON.
 * @throws Error that says what Lambda would refuse.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-sqs-filtering.html
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html
 */
export function readEventFilter(patterns: readonly string[]): EventFilter {
  const filters = patterns.map(readPattern);
  return (record) => filters.length === 0 || filters.some((matches) => matches(record));
}

function readPattern(text: string): EventFilter {
  const pattern = parsed(text);
  if (!isObject(pattern)) throw new Error(`the pattern ${text} is not a JSON object`);
  const matches = readFilterPolicy(pattern as JsonObject, 'MessageBody');
  const form = formAskedFor(own(pattern, 'body'));
  return (record) => {
    const content = parsed(record.body ?? '');
    const isJson = isObject(content) || Array.isArray(content);
    // A body of the other form never matches.
    if (form !== undefined && (form === 'JSON') !== isJson) return false;
    const seen = bodyOf(JSON.stringify({ ...record, body: isJson ? content : record.body }));
    return seen !== undefined && matches(seen);
  };
}

/** The form of body that a pattern is for; `undefined` where it does not ask for the body. */
function formAskedFor(body: unknown): 'JSON' | 'text' | undefined {
  if (body === undefined) return undefined;
  return isObject(body) ? 'JSON' : 'text';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

import {
  type BatchResultErrorEntry,
  type MessageAttributeValue,
  PublishBatchCommand,
  type PublishBatchCommandOutput,
  type SNSClient,
} from '@aws-sdk/client-sns';
import { backoffMilliseconds } from './backoff.ts';
import type { OutgoingMessage } from './outgoing-message.ts';
import type { PublishRate } from './publish-rate.ts';
import { PublishError, type PublishResult } from './publish-result.ts';
import { publishTimeAttribute } from './publish-time.ts';

/** What sending a batch needs from outside. */
export interface BatchDeps {
  readonly client: Pick<SNSClient, 'send'>;
  readonly topicArn: string;
  /** The message attributes that the publisher gives every entry. */
  readonly attributes: Readonly<Record<string, MessageAttributeValue>>;
  /** Shared by all batches of a call. */
  readonly rate: PublishRate;
  readonly pause: (milliseconds: number) => Promise<unknown>;
  readonly random: () => number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

interface Outcome {
  readonly message: OutgoingMessage;
  readonly result: PublishResult;
  readonly retryable: boolean;
}

/** An entry that keeps failing waits 1.5 s at most, so that one throttled batch does not hold up the others. */
const MAX_ATTEMPTS = 5;

/** Codes that say that more was published than SNS, or KMS for it, takes. */
const THROTTLED_CODES: ReadonlySet<string | undefined> = new Set([
  'Throttled',
  'ThrottledException',
  'Throttling',
  'ThrottlingException',
  'RequestThrottled',
  'RequestThrottledException',
  'RequestLimitExceeded',
  'TooManyRequestsException',
  'KMSThrottling',
  'KMSThrottlingException',
]);

/** Codes that are worth another attempt even where SNS says that the sender is at fault. */
const RETRYABLE_CODES: ReadonlySet<string | undefined> = new Set([
  'InternalError',
  'InternalFailure',
  'InternalErrorException',
  'ServiceUnavailable',
  ...THROTTLED_CODES,
]);

/**
 * Sends one batch, and again those of its entries that failed with a passing error. A request that is throttled as a
 * whole is one of which all entries are: the SDK repeats it within a second, which a quota of a second outlasts. What
 * else fails as a whole is not repeated here: the SDK has done so.
 *
 * @returns a result for each message, in order. Never rejects.
 * @see https://docs.aws.amazon.com/sns/latest/api/API_PublishBatch.html
 */
export async function publishBatch(
  messages: readonly OutgoingMessage[],
  deps: BatchDeps,
): Promise<PublishResult[]> {
  let outcomes = await attempt(messages, deps);
  for (let attempts = 1; attempts < MAX_ATTEMPTS; attempts++) {
    const again = outcomes.filter(({ retryable }) => retryable).map(({ message }) => message);
    if (again.length === 0) break;
    await deps.pause(backoffMilliseconds(attempts, deps.random()));
    const repeated = new Map((await attempt(again, deps)).map((outcome) => [outcome.message, outcome]));
    outcomes = outcomes.map((outcome) => repeated.get(outcome.message) ?? outcome);
  }
  return outcomes.map(({ result }) => result);
}

async function attempt(messages: readonly OutgoingMessage[], deps: BatchDeps): Promise<Outcome[]> {
  const publishTime = publishTimeAttribute(deps.now());
  const PublishBatchRequestEntries = messages.map(({ body, tenant, tellsTime }, position) => ({
    Id: String(position),
    Message: body,
    MessageAttributes: { ...deps.attributes, ...(tellsTime && publishTime) },
    ...(tenant !== undefined && { MessageGroupId: tenant }),
  }));
  const command = new PublishBatchCommand({ TopicArn: deps.topicArn, PublishBatchRequestEntries });
  const sentAt = await deps.rate.turn(messages.length);
  try {
    const response = await deps.client.send(command);
    if (response.Failed?.some(({ Code }) => THROTTLED_CODES.has(Code))) deps.rate.throttled(sentAt);
    else deps.rate.passed();
    return messages.map((message, position) => toOutcome(message, String(position), response, deps.topicArn));
  } catch (cause) {
    const isThrottled = isThrottle(cause);
    if (isThrottled) deps.rate.throttled(sentAt);
    return messages.map((message) => failed(message, deps.topicArn, cause, isThrottled));
  }
}

/** Whether SNS has refused a request as a whole because there were too many. */
function isThrottle(thrown: unknown): boolean {
  const { name, $metadata } = Object(thrown) as { name?: string; $metadata?: { httpStatusCode?: number } };
  return THROTTLED_CODES.has(name) || $metadata?.httpStatusCode === 429;
}

function toOutcome(
  message: OutgoingMessage,
  entryId: string,
  { Successful = [], Failed = [] }: PublishBatchCommandOutput,
  topicArn: string,
): Outcome {
  const messageId = Successful.find(({ Id }) => Id === entryId)?.MessageId;
  if (messageId !== undefined) {
    return { message, result: { status: 'published', id: message.id, messageId }, retryable: false };
  }
  const failure = Failed.find(({ Id }) => Id === entryId);
  if (failure === undefined) {
    return failed(message, topicArn, new Error('SNS answered without naming it'), false);
  }
  const retryable = failure.SenderFault === false || RETRYABLE_CODES.has(failure.Code);
  return failed(message, topicArn, toError(failure), retryable);
}

function failed(message: OutgoingMessage, topicArn: string, cause: unknown, retryable: boolean): Outcome {
  const error = new PublishError(message.id, topicArn, cause);
  return { message, result: { status: 'failed', id: message.id, error }, retryable };
}

/** Named as the SDK names an error that SNS answers. */
function toError({ Code, Message }: BatchResultErrorEntry): Error {
  const error = new Error(Message ?? 'no message');
  // The API requires a code of each.
  error.name = Code as string;
  return error;
}

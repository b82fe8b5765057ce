import type { SqsError } from './sqs-error.ts';

type App = ReturnType<typeof import('fauxqs').buildApp>;
type Reply = Parameters<Parameters<App['setErrorHandler']>[0]>[2];

/** Answers with an error as SQS does in its JSON protocol, which tells that of the older one in a header. */
export async function answerSqsError(
  reply: Reply,
  { code, message, status, queryCode }: SqsError,
): Promise<void> {
  reply
    .status(status)
    .headers({ 'content-type': 'application/x-amz-json-1.0', 'x-amzn-query-error': `${queryCode};Sender` });
  await reply.send({ __type: `com.amazonaws.sqs#${code}`, message });
}

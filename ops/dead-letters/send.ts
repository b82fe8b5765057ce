import {
  SendMessageBatchCommand,
  type SendMessageBatchRequestEntry,
  type SQSClient,
} from '@aws-sdk/client-sqs';

/** A message that goes into a queue. */
export type OutgoingMessage = Omit<SendMessageBatchRequestEntry, 'Id'>;

/** What became of messages that were to be sent, each by its place among them. */
export interface Sending {
  readonly sent: readonly number[];
  /** What SQS refused, with SQS's code. */
  readonly refused: readonly { readonly index: number; readonly code: string }[];
  /** What ended it after some were sent; nothing is known to have become of the others. */
  readonly fault?: Error | undefined;
}

/**
 * Errors by which SQS refuses a whole request for what one message of it holds.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html
 */
const REFUSED_FOR_CONTENT = /^(BatchRequestTooLong|InvalidMessageContents|InvalidParameterValue)$/;

/**
 * Sends at most ten messages. Where SQS refuses all of them for one's sake, each is sent by itself.
 *
 * @throws Error where a request failed before anything was sent.
 */
export async function sendMessages(
  sqs: SQSClient,
  QueueUrl: string,
  messages: readonly OutgoingMessage[],
): Promise<Sending> {
  const Entries = messages.map((message, index) => ({ ...message, Id: String(index) }));
  try {
    const { Successful = [], Failed = [] } = await sqs.send(
      new SendMessageBatchCommand({ QueueUrl, Entries }),
    );
    return {
      sent: Successful.map(({ Id }) => Number(Id)),
      // The API requires a code of each.
      refused: Failed.map(({ Id, Code }) => ({ index: Number(Id), code: Code as string })),
    };
  } catch (error) {
    const code = errorCodeOf(error);
    if (code === undefined || !REFUSED_FOR_CONTENT.test(code)) throw error;
    if (messages.length === 1) return { sent: [], refused: [{ index: 0, code }] };
    return oneByOne(sqs, QueueUrl, messages);
  }
}

async function oneByOne(
  sqs: SQSClient,
  queueUrl: string,
  messages: readonly OutgoingMessage[],
): Promise<Sending> {
  const sent: number[] = [];
  const refused: Sending['refused'][number][] = [];
  for (const [index, message] of messages.entries()) {
    try {
      const alone = await sendMessages(sqs, queueUrl, [message]);
      if (alone.sent.length > 0) sent.push(index);
      refused.push(...alone.refused.map(({ code }) => ({ index, code })));
    } catch (error) {
      if (sent.length === 0) throw error;
      return { sent, refused, fault: error as Error };
    }
  }
  return { sent, refused };
}

/** Without the service's name, which an older protocol puts before it. */
function errorCodeOf(error: unknown): string | undefined {
  return error instanceof Error ? error.name.replace(/^AWS\.SimpleQueueService\./, '') : undefined;
}

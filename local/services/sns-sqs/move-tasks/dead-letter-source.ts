import { textOf } from '../../../../template/scalars.ts';
import type { StoredQueues } from '../../../patches/fauxqs-queues.ts';
import type { MessageSources } from '../../../patches/message-sources.ts';

type App = ReturnType<typeof import('fauxqs').buildApp>;

const ATTRIBUTE = 'DeadLetterQueueSourceArn';

interface ReceiveRequest {
  readonly AttributeNames?: unknown;
  readonly MessageSystemAttributeNames?: unknown;
}

interface ReceivedMessage {
  readonly ReceiptHandle: string;
  Attributes?: Record<string, string>;
}

/**
 * Has a message that a queue itself has moved to its dead-letter queue tell whoever receives it there where it came from.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html
 */
export function tellSources(app: App, queues: StoredQueues, sources: MessageSources): void {
  app.addHook('preSerialization', async ({ headers, body }, _reply, answer) => {
    if (headers['x-amz-target'] !== 'AmazonSQS.ReceiveMessage' || !asks(Object(body))) return answer;
    const { Messages = [] } = Object(answer) as { Messages?: readonly ReceivedMessage[] };
    const queue = queues.getQueue(textOf(Object(body).QueueUrl));
    for (const received of Messages) {
      const message = queue?.inflightMessages.get(received.ReceiptHandle)?.message;
      const source = message && sources.of(message);
      if (source !== undefined) received.Attributes = { ...received.Attributes, [ATTRIBUTE]: source };
    }
    return answer;
  });
}

function asks({ AttributeNames, MessageSystemAttributeNames }: ReceiveRequest): boolean {
  return [AttributeNames, MessageSystemAttributeNames]
    .flat()
    .some((name) => name === 'All' || name === ATTRIBUTE);
}

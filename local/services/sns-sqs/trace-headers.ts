import type { IncomingHttpHeaders } from 'node:http';
import { textOf } from '../../../template/scalars.ts';

type App = ReturnType<typeof import('fauxqs').buildApp>;

const ATTRIBUTE = 'AWSTraceHeader';

/** Of so many messages the header is kept; what is sent before them, and not received yet, loses its own. */
const MAX_KEPT = 100_000;

/** What is sent, alone or as an entry of a batch. */
interface Sent {
  readonly Id?: string;
  readonly MessageSystemAttributes?: Readonly<Record<string, { readonly StringValue?: string } | undefined>>;
}

/** What of requests and answers matters here. */
interface Body extends Sent {
  readonly Entries?: readonly Sent[];
  readonly AttributeNames?: unknown;
  readonly MessageSystemAttributeNames?: unknown;
}
interface Answer {
  readonly MessageId?: string;
  readonly Successful?: readonly { readonly Id: string; readonly MessageId: string }[];
  readonly Messages?: readonly { readonly MessageId: string; Attributes?: Record<string, string> }[];
}

/**
 * Keeps the trace header of messages, of which fauxqs knows nothing: the one that the sender gives as a system attribute,
 * else that of the request, which every SDK adds within a function. Only in memory, and for queues alone.
 * @see https://docs.aws.amazon.com/xray/latest/devguide/xray-services-sqs.html
 */
export function keepTraceHeaders(app: App): void {
  const kept = new Map<string, string>();
  app.addHook('preSerialization', async ({ headers, body }, _reply, answered) => {
    const action = textOf(headers['x-amz-target'] ?? '').replace('AmazonSQS.', '');
    const request: Body = Object(body);
    const answer: Answer = Object(answered);
    if (action === 'SendMessage') keep(kept, answer.MessageId, headerOf(request, headers));
    if (action === 'SendMessageBatch') {
      for (const { Id, MessageId } of answer.Successful ?? []) {
        const entry = request.Entries?.find((each) => each.Id === Id);
        keep(kept, MessageId, headerOf(entry ?? {}, headers));
      }
    }
    if (action === 'ReceiveMessage' && asks(request)) {
      for (const message of answer.Messages ?? []) {
        const header = kept.get(message.MessageId);
        if (header !== undefined) message.Attributes = { ...message.Attributes, [ATTRIBUTE]: header };
      }
    }
    return answered;
  });
}

function headerOf({ MessageSystemAttributes }: Sent, headers: IncomingHttpHeaders): string | undefined {
  const ofRequest = headers['x-amzn-trace-id'];
  return MessageSystemAttributes?.[ATTRIBUTE]?.StringValue ?? (ofRequest && textOf(ofRequest));
}

function keep(kept: Map<string, string>, messageId: string | undefined, header: string | undefined): void {
  if (messageId === undefined || header === undefined) return;
  kept.set(messageId, header);
  if (kept.size <= MAX_KEPT) return;
  const [oldest] = kept.keys();
  kept.delete(oldest as string);
}

function asks({ AttributeNames, MessageSystemAttributeNames }: Body): boolean {
  return [AttributeNames, MessageSystemAttributeNames]
    .flat()
    .some((name) => name === 'All' || name === ATTRIBUTE);
}

import { AsyncLocalStorage } from 'node:async_hooks';

type App = ReturnType<typeof import('fauxqs').buildApp>;

/** A message that enters a queue of fauxqs. */
interface EnteringMessage {
  readonly body: string;
  messageGroupId?: string | undefined;
}

/** The class of fauxqs's queues, as far as it is used here. */
export interface GroupingQueueClass {
  readonly prototype: {
    isFifo(): boolean;
    enqueue(message: EnteringMessage): void;
  };
}

/** What a request sends or publishes. */
interface Sent {
  readonly text: string | undefined;
  readonly group: string;
}

const BATCH_GROUP = /^(PublishBatchRequestEntries\.member\.\d+\.)MessageGroupId$/;

/**
 * Has messages keep their group also where neither topic nor queue is FIFO, which is how SQS knows tenants. fauxqs drops it
 * there. Of messages alike in one batch all have the group of the first. Delete when it keeps it.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-fair-queues.html
 */
export function keepGroups(app: App, { prototype }: GroupingQueueClass): void {
  const sending = new AsyncLocalStorage<readonly Sent[]>();
  app.addHook('preHandler', ({ headers, body }, _reply, done) => {
    const sent = sentBy(headers['x-amz-target'], Object(body));
    if (sent.length > 0) sending.run(sent, done);
    else done();
  });
  const { enqueue } = prototype;
  const own: ThisType<GroupingQueueClass['prototype']> & Partial<GroupingQueueClass['prototype']> = {
    enqueue(message) {
      const sent = sending.getStore();
      if (sent && message.messageGroupId === undefined && !this.isFifo()) {
        message.messageGroupId = groupOf(sent, message.body);
      }
      enqueue.call(this, message);
    },
  };
  Object.assign(prototype, own);
}

function sentBy(target: unknown, body: Readonly<Record<string, unknown>>): Sent[] {
  if (target === 'AmazonSQS.SendMessage') return sentIn([body]);
  if (target === 'AmazonSQS.SendMessageBatch') return sentIn(Array.isArray(body.Entries) ? body.Entries : []);
  if (target !== undefined || !/^Publish(Batch)?$/.test(String(body.Action))) return [];
  const prefixes =
    body.Action === 'Publish' ? [''] : Object.keys(body).flatMap((key) => BATCH_GROUP.exec(key)?.[1] ?? []);
  return sentIn(
    prefixes.map((prefix) => ({
      MessageBody: body[`${prefix}Message`],
      MessageGroupId: body[`${prefix}MessageGroupId`],
    })),
  );
}

function sentIn(entries: readonly unknown[]): Sent[] {
  return entries.flatMap((entry) => {
    const { MessageBody, MessageGroupId } = Object(entry) as Record<string, string | undefined>;
    return MessageGroupId ? [{ text: MessageBody, group: MessageGroupId }] : [];
  });
}

/** Without raw delivery the text is in SNS's envelope. */
function groupOf(sent: readonly Sent[], body: string): string | undefined {
  const found = sent.find(({ text }) => text === body);
  if (found) return found.group;
  try {
    const { Message } = JSON.parse(body);
    return sent.find(({ text }) => text === Message)?.group;
  } catch {
    return undefined;
  }
}

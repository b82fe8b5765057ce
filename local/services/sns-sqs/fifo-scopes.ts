import { createHash } from 'node:crypto';
import { KNOWN, withGroup } from '../../patches/fifo-queues.ts';

type App = ReturnType<typeof import('fauxqs').buildApp>;
type Form = Record<string, string | undefined>;

/** A queue or topic, as far as deduplication needs it. */
interface Attributed {
  readonly attributes: Readonly<Record<string, string | undefined>>;
}

/** The queues and topics of fauxqs. */
export interface FifoStores {
  readonly sqsStore: { getQueue(url: string): Attributed | undefined };
  readonly snsStore: { getTopic(arn: string): Attributed | undefined };
}

/** What SQS calls the parts of a message, in JSON. */
interface Entry {
  readonly MessageBody?: unknown;
  readonly MessageGroupId?: unknown;
  MessageDeduplicationId?: unknown;
}

/** For so long SNS and SQS know what they have taken. */
const KNOWN_MILLISECONDS = 5 * 60_000;

const BATCH_GROUP = /^(PublishBatchRequestEntries\.member\.\d+\.)MessageGroupId$/;

/**
 * Has every message that is sent to a FIFO queue tell its group with its deduplication id, so that the queue can decide by
 * both; and has FIFO topics know what was published to them, within the topic or the group, whichever queues they have.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/fifo-message-dedup.html
 */
export function scopeDeduplication(app: App, { sqsStore, snsStore }: FifoStores): void {
  const published = new KnownIds();
  app.addHook('preHandler', async ({ headers, body }) => {
    const target = headers['x-amz-target'];
    const request = Object(body) as Form & { readonly Entries?: unknown };
    if (target === 'AmazonSQS.SendMessage') {
      scopeEntries(sqsStore.getQueue(`${request.QueueUrl}`), [request as Entry]);
    } else if (target === 'AmazonSQS.SendMessageBatch' && Array.isArray(request.Entries)) {
      scopeEntries(sqsStore.getQueue(`${request.QueueUrl}`), request.Entries);
    } else if (target === undefined && /^Publish(Batch)?$/.test(request.Action ?? '')) {
      const arn = request.TopicArn ?? request.TargetArn ?? '';
      const topic = snsStore.getTopic(arn);
      if (topic?.attributes.FifoTopic === 'true') scopeForm(request, topic, (id) => published.isNew(arn, id));
    }
  });
}

function scopeEntries(queue: Attributed | undefined, entries: readonly Entry[]): void {
  if (queue?.attributes.FifoQueue !== 'true') return;
  for (const entry of entries.map((each) => Object(each) as Entry)) {
    const { MessageGroupId, MessageBody } = entry;
    if (typeof MessageGroupId !== 'string') continue;
    const id = entry.MessageDeduplicationId ?? idOfContent(queue, MessageBody);
    if (typeof id === 'string' && id !== '') entry.MessageDeduplicationId = withGroup(MessageGroupId, id);
  }
}

function scopeForm(form: Form, topic: Attributed, isNew: (id: string) => boolean): void {
  const prefixes = Object.keys(form).flatMap((key) => BATCH_GROUP.exec(key)?.[1] ?? []);
  for (const prefix of form.Action === 'PublishBatch' ? prefixes : ['']) {
    const group = form[`${prefix}MessageGroupId`];
    const id = form[`${prefix}MessageDeduplicationId`] ?? idOfContent(topic, form[`${prefix}Message`]);
    if (!group || !id) continue;
    const scoped = withGroup(group, id);
    const key = topic.attributes.FifoThroughputScope === 'MessageGroup' ? scoped : id;
    form[`${prefix}MessageDeduplicationId`] = isNew(key) ? scoped : KNOWN;
  }
}

/** What a message without an id is known by, where its queue or topic goes by the content. */
function idOfContent({ attributes }: Attributed, content: unknown): string | undefined {
  if (attributes.ContentBasedDeduplication !== 'true' || typeof content !== 'string') return undefined;
  return createHash('sha256').update(content).digest('hex');
}

/** The ids that topics have taken in the last minutes. */
class KnownIds {
  readonly #untils = new Map<string, number>();

  /** Whether a topic has not taken the id yet; from now on it has. */
  isNew(topicArn: string, id: string): boolean {
    const now = Date.now();
    // The oldest come first.
    for (const [known, until] of this.#untils) {
      if (until > now) break;
      this.#untils.delete(known);
    }
    const key = `${topicArn} ${id}`;
    if (this.#untils.has(key)) return false;
    this.#untils.set(key, now + KNOWN_MILLISECONDS);
    return true;
  }
}

import type { RefusalForm } from '../../../../loopback/refuse-strangers.ts';
import { answerSqsError } from '../move-tasks/answer-sqs-error.ts';
import { SqsError } from '../move-tasks/sqs-error.ts';
import { failedEntriesForm, nothingPublishedForm, snsErrorForm } from './sns-error-form.ts';
import { entriesIn, type RefusedEntry, refusedEntries, snsFault } from './sns-faults.ts';
import { sqsEntryFault, sqsFault } from './sqs-faults.ts';
import type { StructuredMessages } from './structured-messages.ts';

type App = ReturnType<typeof import('fauxqs').buildApp>;
type Request = Parameters<Parameters<App['setErrorHandler']>[0]>[1];
type Reply = Parameters<Parameters<App['setErrorHandler']>[0]>[2];

interface Entry {
  readonly Id?: string;
  readonly [parameter: string]: unknown;
}

/** An entry of a batch that is refused, as the answer tells it. */
interface Failed {
  readonly Id: string | undefined;
  readonly Code: string;
  readonly Message: string;
  readonly SenderFault: true;
}

/** A queue is emptied once in so long. */
const PURGE_MILLISECONDS = 60_000;

/**
 * Refuses what SNS and SQS refuse and fauxqs takes, in their words.
 *
 * @param structured is told what messages say to each protocol, until their requests are answered.
 */
export function refuseFaults(app: App, structured: StructuredMessages): void {
  const published = new WeakMap<object, Publishing>();
  app.addHook('onSend', async (request, _reply, payload) => {
    const { refused } = published.get(request) ?? NOTHING;
    if (refused.length === 0 || typeof payload !== 'string') return payload;
    return payload.replace('</Failed>', () => `${failedEntriesForm(refused)}</Failed>`);
  });
  app.addHook('onResponse', async (request) => {
    for (const text of published.get(request)?.texts ?? []) structured.remove(text);
  });
  const failed = new WeakMap<object, readonly Failed[]>();
  const purged = new Map<string, number>();
  app.addHook('preHandler', async (request, reply) => {
    const target = request.headers['x-amz-target'];
    const body = Object(request.body) as Record<string, unknown>;
    if (typeof target !== 'string') {
      published.set(request, await publish(body as Record<string, string>, reply, structured));
      return;
    }
    const operation = target.replace('AmazonSQS.', '');
    const fault = sqsFault(operation, body) ?? (operation === 'PurgeQueue' ? purge(purged, body) : undefined);
    if (fault) return answerSqsError(reply, fault);
    if (Array.isArray(body.Entries)) await takeOutFailed(operation, body, request, reply, failed);
  });
  app.addHook('preSerialization', async (request, _reply, answered) => {
    const entries = failed.get(request);
    if (!entries) return answered;
    const { Failed: others = [] } = Object(answered) as { readonly Failed?: readonly Failed[] };
    return { ...Object(answered), Failed: [...others, ...entries] };
  });
}

/** What is published of a request. */
interface Publishing {
  /** The texts for queues of what has a text for each protocol. */
  readonly texts: readonly string[];
  /** What of a batch is not published. */
  readonly refused: readonly RefusedEntry[];
}

const NOTHING: Publishing = { texts: [], refused: [] };

async function publish(
  form: Record<string, string>,
  reply: Reply,
  structured: StructuredMessages,
): Promise<Publishing> {
  const { TargetArn } = form;
  if (TargetArn !== undefined && !TargetArn.includes(':endpoint/')) form.TopicArn ??= TargetArn;
  const fault = snsFault(form);
  if (fault) {
    await answer(reply, 400, snsErrorForm(fault));
    return NOTHING;
  }
  const refused = refusedEntries(form);
  for (const key of Object.keys(form).filter((name) =>
    refused.some(({ prefix }) => name.startsWith(prefix)),
  )) {
    delete form[key];
  }
  if (
    refused.length > 0 &&
    !Object.keys(form).some((name) => name.startsWith('PublishBatchRequestEntries.'))
  ) {
    await answer(reply, 200, nothingPublishedForm(refused));
    return NOTHING;
  }
  return { texts: structuredTexts(form, structured), refused };
}

async function answer(reply: Reply, status: number, { headers, body }: RefusalForm): Promise<void> {
  await reply.status(status).headers(headers).send(body);
}

function structuredTexts(form: Record<string, string>, structured: StructuredMessages): string[] {
  const names = Object.keys(form).filter((name) => name.endsWith('MessageStructure'));
  return names.flatMap((name) => {
    const message = name.replace(/Structure$/, '');
    const entries = entriesIn(form[message] ?? '');
    if (!entries) return [];
    form[message] = structured.add(entries);
    return form[message];
  });
}

/** The others of a batch are done; where none is left, the batch is answered here. */
async function takeOutFailed(
  operation: string,
  body: Record<string, unknown>,
  request: Request,
  reply: Reply,
  failed: WeakMap<object, readonly Failed[]>,
): Promise<void> {
  const entries = (body.Entries as readonly unknown[]).map((entry) => Object(entry) as Entry);
  const { QueueUrl } = body;
  const faults = entries.map((entry) => sqsEntryFault(operation, { QueueUrl, ...entry }));
  if (faults.every((fault) => fault === undefined)) return;
  const refused = entries.flatMap(({ Id }, place): Failed[] => {
    const fault = faults[place];
    return fault ? [{ Id, Code: fault.code, Message: fault.message, SenderFault: true }] : [];
  });
  body.Entries = entries.filter((_, place) => faults[place] === undefined);
  failed.set(request, refused);
  if (refused.length < entries.length) return;
  await reply.header('content-type', 'application/x-amz-json-1.0').send({ Successful: [] });
}

function purge(purged: Map<string, number>, { QueueUrl }: Record<string, unknown>): SqsError | undefined {
  const url = `${QueueUrl}`;
  const now = Date.now();
  const last = purged.get(url);
  if (last !== undefined && now - last < PURGE_MILLISECONDS) {
    const name = url.split('/').at(-1);
    return new SqsError(
      'PurgeQueueInProgress',
      `Only one PurgeQueue operation on ${name} is allowed every 60 seconds.`,
      {
        queryCode: 'AWS.SimpleQueueService.PurgeQueueInProgress',
      },
    );
  }
  purged.set(url, now);
  return undefined;
}

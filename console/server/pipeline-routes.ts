import { join } from 'node:path';
import type { Context } from 'hono';
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import * as v from 'valibot';
import { InvalidNotificationError } from '../../contract/notification.ts';
import { describeIssues } from '../../contract/schema-issue.ts';
import { AUDIT_FILE } from '../../ops/audit/audit-file.ts';
import type { Clients } from '../../ops/clients.ts';
import { PatchError } from '../../ops/redrive/patch.ts';
import type { NotificationPage, PublishRefusal } from '../api.ts';
import { lastOperations } from './audited-operations.ts';
import { type DeadLetters, differenceOf, exportRequestSchema, planRequestSchema } from './dead-letters.ts';
import { detailOf } from './notification-detail.ts';
import type { Operations } from './operations.ts';
import type { PipelineWatch } from './pipeline-watch.ts';
import { MAX_BURST, publishBurst, publishOne } from './publish.ts';
import { requireWrite } from './safety.ts';
import { streamTo } from './stream.ts';

/** What is served of one pipeline. */
export interface ServedPipeline {
  readonly watch: PipelineWatch;
  readonly clients: Clients;
  readonly deadLetters: DeadLetters;
  readonly operations: Operations;
}

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 1_000;

const differenceRequest = v.object({
  messageId: v.string(),
  undelivered: v.optional(v.boolean()),
  patch: v.record(v.string(), v.unknown()),
});
const applyRequest = v.object({ planId: v.string(), confirm: v.optional(v.string()) });
const publishRequest = v.object({ notification: v.unknown() });
const burstRequest = v.object({
  count: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_BURST)),
  notification: v.unknown(),
});

/** Everything below `/api/pipelines/:name`. */
export function pipelineRoutes(
  pipelines: ReadonlyMap<string, ServedPipeline>,
  { write, directory }: { readonly write: boolean; readonly directory: string },
): Hono {
  const served = (context: Context): ServedPipeline => {
    const found = pipelines.get(context.req.param('name') ?? '');
    if (found) return found;
    throw new HTTPException(404, { message: 'There is no such pipeline.' });
  };
  const signalOf = (context: Context) => context.req.raw.signal;
  const isUndelivered = (context: Context) => context.req.query('undelivered') === 'true';
  const changing = requireWrite(write);
  return new Hono()
    .get('/:name/stream', (context) => {
      const { watch, operations } = served(context);
      return streamTo(context, watch, operations);
    })
    .get('/:name/notifications', (context) => {
      const { state, reason, q: text, before, limit } = context.req.query();
      const matching = served(context).watch.book.matching({ state, reason, text }).toReversed();
      const older = before === undefined ? matching : matching.filter(({ updatedAt }) => updatedAt < before);
      const most = Math.min(Number(limit) || DEFAULT_LIMIT, MAX_LIMIT);
      const page: NotificationPage = { notifications: older.slice(0, most), total: matching.length };
      return context.json(page);
    })
    .get('/:name/notifications/:id', async (context) => {
      const { watch, clients } = served(context);
      const detail = await detailOf(
        context.req.param('id'),
        { watch, clients, directory },
        signalOf(context),
      );
      return detail ? context.json(detail) : notThere('Nothing is known of this id.');
    })
    .get('/:name/dead-letters', async (context) =>
      context.json(await served(context).deadLetters.list(isUndelivered(context), signalOf(context))),
    )
    .get('/:name/dead-letters/:id', async (context) => {
      const id = context.req.param('id');
      const letter = await served(context).deadLetters.show(id, isUndelivered(context), signalOf(context));
      return letter ? context.json(letter) : notThere(GONE);
    })
    .post('/:name/dead-letters/plan', async (context) => {
      const request = await read(context, planRequestSchema);
      return context.json(await served(context).deadLetters.plan(request, signalOf(context)));
    })
    .post('/:name/dead-letters/difference', async (context) => {
      const { messageId, undelivered = false, patch } = await read(context, differenceRequest);
      const payload = await served(context).deadLetters.payload(messageId, undelivered, signalOf(context));
      return payload === undefined ? notThere(GONE) : context.json(differenceOf(payload, patch));
    })
    .post('/:name/dead-letters/export', async (context) => {
      const { filter } = await read(context, exportRequestSchema);
      const lines = await served(context).deadLetters.export(filter, signalOf(context));
      return context.body(lines, 200, {
        'content-type': 'application/x-ndjson',
        'content-disposition': 'attachment; filename="dead-letters.jsonl"',
      });
    })
    .post('/:name/dead-letters/apply', changing, async (context) => {
      const { planId, confirm } = await read(context, applyRequest);
      const { deadLetters, operations } = served(context);
      const planned = deadLetters.take(planId);
      if (!planned) return notThere('This plan has been applied, or is too old: make another.');
      if (planned.plan.confirm !== null && planned.plan.confirm !== confirm?.trim())
        return refused('Nothing was deleted, since that is not the name of the queue.');
      return context.json(operations.begin(planned.work));
    })
    .get('/:name/operations', async (context) =>
      context.json(await lastOperations(served(context).watch.target, join(directory, AUDIT_FILE))),
    )
    .delete('/:name/operations/:id', changing, (context) =>
      served(context).operations.cancel(context.req.param('id'))
        ? context.json({})
        : notThere('It does not run any more.'),
    )
    .post('/:name/publish', changing, async (context) => {
      const { notification } = await read(context, publishRequest);
      const { watch, clients } = served(context);
      const published = await publishOne(watch.target, clients, notification);
      watch.published(published.id);
      return context.json(published);
    })
    .post('/:name/burst', changing, async (context) => {
      const request = await read(context, burstRequest);
      const { watch, clients } = served(context);
      const { ids, ...result } = await publishBurst(watch.target, clients, request);
      for (const id of ids) watch.published(id);
      return context.json(result);
    });
}

const GONE =
  'It is not in the queue now: it was sent back or deleted, or another reader holds it for a moment.';

/** What a request was refused for that its sender can mend. */
export function refusalOf(error: unknown): PublishRefusal | undefined {
  if (error instanceof InvalidNotificationError) {
    const issues = error.issues.map(({ field, expected }) => ({ field, message: `expected ${expected}` }));
    return { message: error.message, issues };
  }
  return error instanceof PatchError ? { message: error.message, issues: [] } : undefined;
}

/** The body of a request. @throws HTTPException in one sentence where it is not as it should be. */
export async function read<Schema extends v.GenericSchema>(
  context: Context,
  schema: Schema,
): Promise<v.InferOutput<Schema>> {
  const body: unknown = await context.req.json().catch(() => undefined);
  const result = v.safeParse(schema, body);
  if (result.success) return result.output;
  const faults = describeIssues(result.issues, 'request').map(({ text }) => text);
  throw new HTTPException(400, { message: `${faults.join('; ')}.` });
}

function notThere(message: string): never {
  throw new HTTPException(404, { message });
}

function refused(message: string): never {
  throw new HTTPException(409, { message });
}

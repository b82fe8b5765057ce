import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import * as v from 'valibot';
import { packageVersion } from '../../contract/package-version.ts';
import { REASONS } from '../../contract/reasons.ts';
import { sentenceOf } from '../../ops/aws-error.ts';
import { clientsOf } from '../../ops/clients.ts';
import { TableEntries } from '../../ops/story/table-entry.ts';
import type { ApiError, Info } from '../api.ts';
import type { Backend } from './backend.ts';
import { DeadLetters } from './dead-letters.ts';
import { inboxRoutes } from './inbox-routes.ts';
import { leversIn, pullLever } from './levers.ts';
import { followLog } from './log-follower.ts';
import { Operations } from './operations.ts';
import { PAGE_PATH, pageRoutes } from './page.ts';
import { pipelineRoutes, read, refusalOf, type ServedPipeline } from './pipeline-routes.ts';
import { PipelineWatch } from './pipeline-watch.ts';
import { notificationForm } from './publish.ts';
import { createToken, requireToken, safe } from './safety.ts';
import { StackClient } from './stack-client.ts';

/** No message is larger, and no form holds more. */
const MAX_BODY_BYTES = 1_048_576;

/** How often it is looked. */
const POLL_SECONDS = { local: 0.5, deployed: 60 };

/** The console's page, and the API that it asks. */
export interface App {
  readonly fetch: Hono['fetch'];
  /** Ends what it watches and does. */
  close(): void;
}

export function createApp(backend: Backend): App {
  const { targets, running, write, directory } = backend;
  const token = createToken();
  const stack = running && new StackClient(running);
  const opened: { close(): void }[] = [];
  const pipelines = new Map<string, ServedPipeline>();
  for (const target of targets) {
    const clients = clientsOf(target);
    const { tableName } = target.pipeline;
    const table = tableName === undefined ? undefined : new TableEntries(target, tableName);
    opened.push(clients, ...(table ? [table] : []));
    const watch = new PipelineWatch({ target, clients, stack, table });
    pipelines.set(target.pipelineName, {
      clients,
      watch,
      deadLetters: new DeadLetters({ target, clients, directory, looks: watch.looks }),
      operations: new Operations(),
    });
  }
  const wake = () => {
    for (const { watch } of pipelines.values()) watch.wake();
  };
  const following = new AbortController();
  if (stack) {
    void followLog(stack, following.signal, (lines) => {
      for (const { watch } of pipelines.values()) watch.logged(lines);
    });
  }
  const app = new Hono()
    .use(safe)
    .use(requireToken(token))
    .use(bodyLimit({ maxSize: MAX_BODY_BYTES }))
    .use(PAGE_PATH, async (_context, next) => {
      const [first] = pipelines.values();
      first?.watch.prepare();
      await next();
    })
    .route('/', pageRoutes(token))
    .get('/api/info', (context) => context.json(infoOf(backend)))
    .get('/api/notification-form', (context) => context.json(notificationForm()))
    .route('/api/pipelines', pipelineRoutes(pipelines, { write, directory }))
    .route('/api', stack ? stackRoutes(stack, wake) : new Hono())
    .notFound((context) => context.json(failure('There is nothing at this address.'), 404))
    .onError((error, context) => {
      if (error instanceof HTTPException) return context.json(failure(error.message), error.status);
      const refusal = refusalOf(error);
      if (refusal) return context.json(refusal, 422);
      return context.json(failure(sentenceOf(error)), 500);
    });
  return {
    fetch: app.fetch,
    close: () => {
      following.abort();
      for (const { watch, operations } of pipelines.values()) {
        watch.stop();
        operations.cancelAll();
      }
      for (const clients of opened) clients.close();
    },
  };
}

const pullRequest = v.object({ value: v.nullable(v.union([v.boolean(), v.number(), v.string()])) });

/** What only the local stack has: levers and an inbox. `changed` hears of each lever that was pulled. */
function stackRoutes(stack: StackClient, changed: () => void): Hono {
  const levers = async () => {
    const [ses, state] = await Promise.all([stack.ses(), stack.state()]);
    return leversIn({ ses, stack: state });
  };
  return new Hono()
    .get('/levers', async (context) => context.json(await levers()))
    .post('/levers/:id', async (context) => {
      const { value } = await read(context, pullRequest);
      const isThere = await pullLever(stack, context.req.param('id'), value).catch((error: Error) => {
        throw new HTTPException(400, { message: error.message });
      });
      changed();
      if (!isThere) throw new HTTPException(404, { message: 'There is no such lever.' });
      return context.json(await levers());
    })
    .route('/inbox', inboxRoutes(stack));
}

function failure(message: string): ApiError {
  return { message };
}

function infoOf({ targets, running, write }: Backend): Info {
  const [{ source, region, accountId: account }] = targets;
  return {
    version: packageVersion(),
    ...{ source, region, account, write },
    pipelines: targets.map(({ pipelineName }) => ({ name: pipelineName })),
    local: running !== undefined,
    pollSeconds: running ? POLL_SECONDS.local : POLL_SECONDS.deployed,
    cost: running ? null : costSentence(targets.length),
  };
}

/**
 * CloudWatch's metrics are paid for by the thousand that are asked for. Requests to SQS and SNS, and what is read of the table of
 * notifications that were published here, are within a thirtieth of that.
 * @see https://aws.amazon.com/cloudwatch/pricing/ 0.01 US$ for a thousand metrics
 */
function costSentence(pipelines: number): string {
  const dollars = ((METRICS_A_LOOK * 60 * pipelines) / 1_000) * 0.01;
  return `Looking once a minute while the page is open costs up to ${dollars.toFixed(3)} US$ an hour, mostly for metrics of CloudWatch.`;
}

/** At most: twelve for the charts, seven for the feedback, the oldest, and two for each reason of what is postponed. */
const METRICS_A_LOOK = 12 + 7 + 1 + 2 * Object.keys(REASONS).length;

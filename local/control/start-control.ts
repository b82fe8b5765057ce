import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import * as v from 'valibot';
import { describeIssues } from '../../contract/schema-issue.ts';
import {
  CONTROL_TOKEN_HEADER,
  type FunctionState,
  type KillOrder,
  type SkipOrder,
  type StackState,
  type TablesOrder,
} from '../../contract/stack-control.ts';
import { serveOnLoopback } from '../../loopback/serve-on-loopback.ts';
import { createServer } from '../hosting/http.ts';
import { messageOf } from '../hosting/thrown.ts';
import type { LogBook } from './log-book.ts';

/** What is told of a stack, and done to it. */
export interface ControlledStack {
  readonly functions: ReadonlyMap<string, ControlledFunction>;
  readonly tables: { configure(settings: { readonly outage: boolean }): Promise<void> };
  now(): number;
  skip(milliseconds: number): void;
  usage(): Promise<Pick<StackState, 'published'>>;
}

interface ControlledFunction {
  readonly name: string;
  readonly environments: FunctionState;
  killBusy(count: number): number;
}

/** Where a stack tells of itself and lets things be done to it. */
export interface Control {
  readonly url: string;
  /** Whom it answers. */
  readonly token: string;
  stop(): Promise<void>;
}

const count = v.pipe(v.number(), v.integer(), v.minValue(1));

const killOrder = v.object({ function: v.optional(v.string()), count: v.optional(count) });
const tablesOrder = v.object({ outage: v.boolean() });

/** A year, after which messages and tables are gone anyway. */
const MAX_SKIP_SECONDS = 31_536_000;
const skipOrder = v.object({ seconds: v.pipe(v.number(), v.minValue(0), v.maxValue(MAX_SKIP_SECONDS)) });

type Route = (query: URLSearchParams, body: unknown) => unknown;

/** What was wrong with an order. */
class WrongOrderError extends Error {}

/** Serves what {@link Control} is, on any free port; its contract is `contract/stack-control.ts`. */
export async function startControl(stack: ControlledStack, log: LogBook): Promise<Control> {
  const token = randomBytes(32).toString('base64url');
  const routes = routesOf(stack, log);
  const server = createServer((request, response) => {
    answer(routes, token, request, response).catch(() => response.destroy());
  });
  const { url, stop } = await serveOnLoopback(server, {
    port: 0,
    purpose: "the stack's control",
    word: (message) => ({
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ message }),
    }),
  });
  return { url, token, stop };
}

function routesOf(stack: ControlledStack, log: LogBook): Readonly<Record<string, Route>> {
  let outage = false;
  return {
    'GET /log': (query) => log.after(Math.max(0, Number(query.get('after') ?? 0) || 0)),
    'GET /state': async (): Promise<StackState> => ({
      now: stack.now(),
      skippedMilliseconds: Math.max(0, stack.now() - Date.now()),
      functions: Object.fromEntries(
        [...stack.functions].map(([name, { environments }]) => [name, environments]),
      ),
      tables: { outage },
      published: (await stack.usage()).published,
    }),
    'POST /workers/kill': (_, body) => {
      const order: KillOrder = read(killOrder, body);
      const functions = [...stack.functions.values()].filter(
        ({ name }) => order.function === undefined || name === order.function,
      );
      const most = order.count ?? Number.POSITIVE_INFINITY;
      return { killed: functions.reduce((killed, each) => killed + each.killBusy(most - killed), 0) };
    },
    'POST /tables': async (_, body) => {
      const order: TablesOrder = read(tablesOrder, body);
      ({ outage } = order);
      await stack.tables.configure({ outage });
      return { outage };
    },
    'POST /clock/skip': (_, body) => {
      const { seconds }: SkipOrder = read(skipOrder, body);
      stack.skip(seconds * 1000);
      return { now: stack.now() };
    },
  };
}

async function answer(
  routes: Readonly<Record<string, Route>>,
  token: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = 'GET', url = '/' } = request;
  const [path = '/', query] = url.split('?', 2);
  const send = (status: number, body: unknown) => {
    response.writeHead(status, { 'content-type': 'application/json', 'x-content-type-options': 'nosniff' });
    response.end(JSON.stringify(body));
  };
  if (!isGiven(token, request)) {
    request.resume();
    return send(403, { message: `${CONTROL_TOKEN_HEADER} is not the token of this stack.` });
  }
  const route = Object.hasOwn(routes, `${method} ${path}`) ? routes[`${method} ${path}`] : undefined;
  if (!route) return send(404, { message: `There is nothing at ${method} ${path}.` });
  try {
    const body = method === 'POST' ? await json(request) : undefined;
    send(200, await route(new URLSearchParams(query), body));
  } catch (error) {
    const isWrong = error instanceof WrongOrderError || error instanceof SyntaxError;
    send(isWrong ? 400 : 500, { message: messageOf(error) });
  }
}

function isGiven(token: string, { headers }: IncomingMessage): boolean {
  const [expected, given] = [token, String(headers[CONTROL_TOKEN_HEADER] ?? '')].map((each) =>
    Buffer.from(each),
  );
  return expected?.length === given?.length && timingSafeEqual(expected as Buffer, given as Buffer);
}

function read<Schema extends v.GenericSchema>(schema: Schema, body: unknown): v.InferOutput<Schema> {
  const result = v.safeParse(schema, body);
  if (result.success) return result.output;
  throw new WrongOrderError(
    describeIssues(result.issues, 'order')
      .map(({ text }) => text)
      .join('; '),
  );
}

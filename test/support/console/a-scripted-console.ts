import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { Info, Snapshot, StreamEvents } from '../../../console/api.ts';
import { pageRoutes } from '../../../console/server/page.ts';
import { safe } from '../../../console/server/safety.ts';
import { type LoopbackServer, serveOnLoopback } from '../../../loopback/serve-on-loopback.ts';
import { aPicture } from './a-picture.ts';

/** What the page asked for that changes something. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly token: string | undefined;
  readonly body: unknown;
}

/** What is answered, by method and path; of a function, what it makes of the request. */
export type Script = Readonly<Record<string, unknown>>;

type Tell = (name: string, data: unknown) => Promise<void>;

const AN_INFO: Info = {
  version: '0.1.0',
  source: 'local stack',
  region: 'us-east-1',
  account: '000000000000',
  pipelines: [{ name: 'Notifications' }],
  local: true,
  write: true,
  pollSeconds: 0.5,
  cost: null,
};

/** What is answered of a pipeline with nothing in it. */
const DEFAULTS: Script = {
  'GET /api/info': AN_INFO,
  'GET /api/inbox': { cursor: '', isWhole: true, emails: [] },
  'GET /api/pipelines/Notifications/operations': [],
};

export function aSnapshot(given: Partial<Snapshot> = {}): Snapshot {
  return { picture: aPicture(), notifications: [], points: [], alarms: [], operations: [], ...given };
}

/**
 * The console's page as its server answers it, with the same headers, over whatever a test says: states of a pipeline that
 * would take hours to come about, or that no pipeline would ever be in.
 */
export class ScriptedConsole {
  readonly asked: Asked[] = [];
  snapshot: Snapshot;
  readonly #script: Script;
  readonly #token: string;
  readonly #tells = new Set<Tell>();
  #server: LoopbackServer | undefined;

  /** @param token of the page, another for each console. */
  constructor({
    snapshot = aSnapshot(),
    script = {},
    token = 'a-token',
  }: { snapshot?: Snapshot; script?: Script; token?: string } = {}) {
    this.snapshot = snapshot;
    this.#script = script;
    this.#token = token;
  }

  get url(): string {
    return this.#server?.url ?? '';
  }

  async start(port = 0): Promise<this> {
    const routes = new Hono()
      .use(safe)
      .route('/', pageRoutes(this.#token))
      .get('/api/pipelines/:name/stream', (context) =>
        streamSSE(context, async (stream) => {
          const tell: Tell = (event, data) => stream.writeSSE({ event, data: JSON.stringify(data) });
          this.#tells.add(tell);
          await tell('snapshot', this.snapshot);
          await new Promise<void>((resolve) => stream.onAbort(resolve));
          this.#tells.delete(tell);
        }),
      )
      .all('/api/*', async ({ req, json, text, body }) => {
        const { method } = req;
        const path = decodeURIComponent(new URL(req.url).pathname);
        const sent = await req.text();
        const given = sent === '' ? undefined : JSON.parse(sent);
        const token = req.header('x-mailroom-token');
        if (method !== 'GET') this.asked.push({ method, path, token, body: given });
        const answer = { ...DEFAULTS, ...this.#script }[`${method} ${path}`];
        const value = typeof answer === 'function' ? answer(given) : answer;
        if (value === undefined) return json({ message: 'There is nothing at this address.' }, 404);
        if (value instanceof Response) return value;
        return typeof value === 'string' ? text(value) : value === null ? body(null, 204) : json(value);
      });
    this.#server = await serveOnLoopback(createServer(getRequestListener(routes.fetch)), {
      port,
      purpose: 'the console',
      page: '/',
      word: (message) => ({ headers: {}, body: message }),
    });
    return this;
  }

  /** Tells every page that listens. */
  async tell<Name extends keyof StreamEvents>(name: Name, data: StreamEvents[Name]): Promise<void> {
    await Promise.all([...this.#tells].map((tell) => tell(name, data)));
  }

  async stop(): Promise<void> {
    await this.#server?.stop();
  }
}

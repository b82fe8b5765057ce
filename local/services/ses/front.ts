import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { WordRefusal } from '../../../loopback/refuse-strangers.ts';
import { createServer } from '../../hosting/http.ts';
import { messageOf } from '../../hosting/thrown.ts';
import { type Answer, jsonAnswer, sendAnswer } from './answer.ts';
import { apiV1 } from './api-v1.ts';
import { apiV2 } from './api-v2.ts';
import { answerControl, CONTROL_PATH } from './control.ts';
import { answerInbox, type InboxBackend } from './inbox-routes.ts';
import { readBody } from './request-body.ts';
import type { SesApi, SesRequest } from './ses-call.ts';
import { SesError } from './ses-error.ts';
import type { SesService } from './ses-service.ts';

/** Longer than SDK clients keep a connection, so that none is closed while one is about to use it. */
const KEEP_ALIVE_MILLISECONDS = 120_000;

/** What stands behind the one address of the local SES. */
export interface Backend extends InboxBackend {
  readonly service: SesService;
}

/** The HTTP server for both SES APIs, the inbox and the control path. It does not listen yet. */
export function createFront(backend: Backend): Server {
  const server = createServer((request, response) => {
    serve(backend, request, response).catch((error: unknown) => failPlainly(response, error));
  });
  server.keepAliveTimeout = KEEP_ALIVE_MILLISECONDS;
  return server;
}

/** The refusal of a request by the API that it is for, or else in JSON. */
export const refusedByFront: WordRefusal = (message, { method = 'GET', url = '/' }) => {
  const { headers, body } =
    apiOf(method, pathOf(url))?.error(SesError.accessDenied(message)) ?? jsonAnswer(403, { message });
  return { headers, body };
};

async function serve(backend: Backend, request: IncomingMessage, response: ServerResponse): Promise<void> {
  sendAnswer(response, await route(backend, request));
}

async function route(backend: Backend, request: IncomingMessage): Promise<Answer<string | Buffer>> {
  const { method = 'GET', url = '/' } = request;
  const path = pathOf(url);
  if (path === CONTROL_PATH) {
    return answerControl(backend.service, method, (await readBody(request)).toString());
  }
  const api = apiOf(method, path);
  if (api) return backend.service.answer(api, () => readWhole(request));
  return answerInbox(backend, method, url);
}

function pathOf(url: string): string {
  return url.split('?', 1)[0] ?? '/';
}

function apiOf(method: string, path: string): SesApi | undefined {
  if (method === 'POST' && path === '/') return apiV1;
  return path.startsWith('/v2/') ? apiV2 : undefined;
}

async function readWhole(request: IncomingMessage): Promise<SesRequest> {
  const { method = 'GET', url = '/', headers } = request;
  return { method, url, headers, body: await readBody(request) };
}

function failPlainly(response: ServerResponse, error: unknown): void {
  if (response.headersSent) response.destroy();
  else sendAnswer(response, jsonAnswer(500, { message: messageOf(error) }));
}

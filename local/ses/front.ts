import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { isLocal } from '../emulators/loopback.ts';
import { messageOf } from '../thrown.ts';
import { type Answer, jsonAnswer, sendAnswer } from './answer.ts';
import { apiV1 } from './api-v1.ts';
import { apiV2 } from './api-v2.ts';
import { answerControl, CONTROL_PATH } from './control.ts';
import type { EmulatorClient } from './emulator-client.ts';
import type { Inbox } from './inbox.ts';
import { readBody } from './request-body.ts';
import type { SesApi, SesRequest } from './ses-call.ts';
import type { SesService } from './ses-service.ts';

/** Longer than SDK clients keep a connection, so that none is closed while one is about to use it. */
const KEEP_ALIVE_MILLISECONDS = 120_000;

/** What stands behind the one address of the local SES. */
export interface Backend {
  readonly service: SesService;
  readonly inbox: Inbox;
  readonly emulator: EmulatorClient;
}

/** The HTTP server for both SES APIs, the inbox and the control path. It does not listen yet. */
export function createFront(backend: Backend): Server {
  const server = createServer((request, response) => {
    serve(backend, request, response).catch((error: unknown) => failPlainly(response, error));
  });
  server.keepAliveTimeout = KEEP_ALIVE_MILLISECONDS;
  return server;
}

async function serve(backend: Backend, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const answer = await route(backend, request);
  if (answer) sendAnswer(response, answer);
  else await backend.emulator.proxy(request, response);
}

/** Answers what is ours to answer; `undefined` leaves the rest, the inbox page and its data, to the emulator. */
async function route(backend: Backend, request: IncomingMessage): Promise<Answer | undefined> {
  const { method = 'GET', url = '/' } = request;
  if (!isLocal(request.headers)) {
    return jsonAnswer(403, { message: 'The local SES answers requests from this machine only.' });
  }
  const path = url.split('?', 1)[0] ?? '/';
  if (path === CONTROL_PATH) {
    return answerControl(backend.service, method, (await readBody(request)).toString());
  }
  if (method === 'POST' && path === '/clear-store') return clear(backend.inbox);
  if (path === '/get-emlContent' && !hasEmail(backend.inbox, url)) {
    return jsonAnswer(404, { message: 'The inbox has no email with this messageId.' });
  }
  const api = apiOf(method, path);
  return api && backend.service.answer(api, () => readWhole(request));
}

function apiOf(method: string, path: string): SesApi | undefined {
  if (method === 'POST' && path === '/') return apiV1;
  return path.startsWith('/v2/') ? apiV2 : undefined;
}

async function readWhole(request: IncomingMessage): Promise<SesRequest> {
  const { method = 'GET', url = '/', headers } = request;
  return { method, url, headers, body: await readBody(request) };
}

function clear(inbox: Inbox): Answer {
  inbox.clear();
  return jsonAnswer(200, { message: 'Store cleared' });
}

/** The emulator's process would end where one asks it for an email that it does not have. */
function hasEmail(inbox: Inbox, url: string): boolean {
  const messageId = new URL(url, 'http://localhost').searchParams.get('messageId');
  return messageId !== null && inbox.has(messageId);
}

function failPlainly(response: ServerResponse, error: unknown): void {
  if (response.headersSent) response.destroy();
  else sendAnswer(response, jsonAnswer(502, { message: messageOf(error) }));
}

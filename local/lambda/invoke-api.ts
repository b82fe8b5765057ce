import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { listenError } from '../emulators/listen-error.ts';
import type { InvocationResult } from './protocol.ts';

/** The part of the Lambda API by which a function is invoked from any SDK or the AWS CLI. */
export interface InvokeApi {
  readonly url: string;
  stop(): Promise<void>;
}

/** Runs a function by its name or ARN; `undefined` where there is none of that name. */
export type Invoke = (functionName: string, payload: string) => Promise<InvocationResult> | undefined;

const PATH = /^\/2015-03-31\/functions\/([^/]+)\/invocations/;

/**
 * Serves Lambda's `Invoke` on loopback.
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export async function serveInvokeApi(port: number, invoke: Invoke): Promise<InvokeApi> {
  const server = createServer((request, response) => {
    void respond(request, response, invoke).catch((error: unknown) => {
      send(
        response,
        500,
        { Type: 'Service', Message: String(error) },
        { 'x-amzn-errortype': 'ServiceException' },
      );
    });
  });
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  } catch (error) {
    throw listenError(error, port, 'Lambda');
  }
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function respond(request: IncomingMessage, response: ServerResponse, invoke: Invoke): Promise<void> {
  const name = decodeURIComponent(PATH.exec(request.url ?? '')?.[1] ?? '');
  const payload = (await text(request)) || 'null';
  const running = request.method === 'POST' && isJson(payload) ? invoke(name, payload) : undefined;
  if (!running) {
    const message = `Function not found, or payload not JSON: ${name}`;
    return send(
      response,
      404,
      { Type: 'User', Message: message },
      { 'x-amzn-errortype': 'ResourceNotFoundException' },
    );
  }
  if (request.headers['x-amz-invocation-type'] === 'Event') return send(response, 202, undefined);
  const result = await running;
  if (result.kind === 'result') return sendText(response, 200, result.payload);
  if (result.kind === 'throttled') {
    return send(
      response,
      429,
      { Message: 'Rate Exceeded.' },
      { 'x-amzn-errortype': 'TooManyRequestsException' },
    );
  }
  return send(response, 200, result.error, { 'x-amz-function-error': 'Unhandled' });
}

function isJson(payload: string): boolean {
  try {
    JSON.parse(payload);
    return true;
  } catch {
    return false;
  }
}

function send(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  sendText(response, status, body === undefined ? '' : JSON.stringify(body), headers);
}

function sendText(
  response: ServerResponse,
  status: number,
  body: string,
  headers: Record<string, string> = {},
) {
  response.writeHead(status, {
    'content-type': 'application/json',
    'x-amz-executed-version': '$LATEST',
    ...headers,
  });
  response.end(body);
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { RefusalForm } from '../../../loopback/refuse-strangers.ts';
import { type LoopbackServer, serveOnLoopback } from '../../../loopback/serve-on-loopback.ts';
import { createServer } from '../../hosting/http.ts';
import { namedMessageOf } from '../../hosting/thrown.ts';
import type { Gate } from '../../iam/gate.ts';
import { type Refusal, refusalMessage } from '../../iam/refusal.ts';
import type { InvocationResult } from './protocol.ts';

/** The part of the Lambda API by which a function is invoked from any SDK or the AWS CLI. */
export type InvokeApi = LoopbackServer;

/** A function that may be invoked; `logged` takes each line that the invocation logs. */
export type Invocable = (payload: string, logged?: (line: string) => void) => Promise<InvocationResult>;

/** Finds a function by its name or ARN; `undefined` where there is none of that name. */
export type FindInvocable = (functionName: string) => Invocable | undefined;

/** So much of its log an invocation gives back. */
const TAIL_BYTES = 4_096;

/** A function's name, in its ARN or a part of that, and its version or alias. */
const FUNCTION = /^(?:(?:arn:[\w-]+:lambda:[\w-]*:)?\d{12}:)?(?:function:)?([\w-]+)(?::([\w$-]+))?$/;

const PATH = /^\/2015-03-31\/functions\/([^/]+)\/invocations(?:\?.*)?$/;

/**
 * Serves Lambda's `Invoke` on loopback.
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export async function serveInvokeApi(port: number, find: FindInvocable, gate: Gate): Promise<InvokeApi> {
  const server = createServer((request, response) => {
    void respond(request, response, { find, gate }).catch((error: unknown) => {
      refuse(response, 500, 'ServiceException', namedMessageOf(error));
    });
  });
  return serveOnLoopback(server, {
    port,
    purpose: 'Lambda',
    word: (message) => errorForm(403, 'AccessDeniedException', message),
  });
}

interface Served {
  readonly find: FindInvocable;
  readonly gate: Gate;
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  { find, gate }: Served,
): Promise<void> {
  const name = functionNameIn(request);
  const payload = (await text(request)) || 'null';
  if (name === undefined) {
    return refuse(response, 404, 'UnknownOperationException', 'Only Invoke is here.');
  }
  const refusal = refusalOf(gate, request.headers.authorization, { name, url: request.url ?? '' });
  if (refusal) return refuse(response, 403, 'AccessDeniedException', refusalMessage(refusal));
  if (Buffer.byteLength(payload) > MAX_PAYLOAD_BYTES) {
    const message = `Request must be smaller than ${MAX_PAYLOAD_BYTES} bytes for the InvokeFunction operation`;
    return refuse(response, 413, 'RequestTooLargeException', message);
  }
  if (!isJson(payload)) {
    return refuse(response, 400, 'InvalidRequestContentException', 'The payload is not valid JSON.');
  }
  const type = request.headers['x-amz-invocation-type'] ?? 'RequestResponse';
  if (type !== 'DryRun' && type !== 'Event' && type !== 'RequestResponse') {
    return refuse(response, 400, 'InvalidParameterValueException', `${type} is no invocation type.`);
  }
  const invoke = find(name);
  if (!invoke) return refuse(response, 404, 'ResourceNotFoundException', `Function not found: ${name}`);
  if (type === 'DryRun') return send(response, 204, '');
  if (type === 'Event') {
    void invoke(payload);
    return send(response, 202, '');
  }
  const log: string[] = [];
  const result = await invoke(payload, (line) => void log.push(line));
  const wantsTail = request.headers['x-amz-log-type'] === 'Tail';
  const tail: Record<string, string> = wantsTail ? { 'x-amz-log-result': tailOf(log) } : {};
  if (result.kind === 'throttled') {
    return refuse(response, 429, 'TooManyRequestsException', 'Rate Exceeded.');
  }
  if (result.kind === 'result') return send(response, 200, result.payload, tail);
  return send(response, 200, JSON.stringify(result.error), { 'x-amz-function-error': 'Unhandled', ...tail });
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const MAX_PAYLOAD_BYTES = 6_291_456;

/** The end of a log, in base64. */
function tailOf(log: readonly string[]): string {
  return Buffer.from(log.map((line) => `${line}\n`).join(''))
    .subarray(-TAIL_BYTES)
    .toString('base64');
}

function refusalOf(
  gate: Gate,
  authorization: string | undefined,
  { name, url }: { readonly name: string; readonly url: string },
): Refusal | undefined {
  const caller = gate.callerOf(authorization);
  if (!caller) return undefined;
  const [prefix] = caller.functionArn.split(':function:');
  const [, functionName = name, inName] = FUNCTION.exec(name) ?? [];
  const qualifier = inName ?? new URL(url, 'http://localhost').searchParams.get('Qualifier');
  const arn = `${prefix}:function:${functionName}${qualifier ? `:${qualifier}` : ''}`;
  return gate.refusalOf(caller, [{ action: 'lambda:InvokeFunction', resources: [arn], context: {} }]);
}

/** The function that a request is to invoke; `undefined` where it asks for something else. */
function functionNameIn({ method, url = '' }: IncomingMessage): string | undefined {
  const [, name] = (method === 'POST' && PATH.exec(url)) || [];
  try {
    return name && decodeURIComponent(name);
  } catch {
    return undefined;
  }
}

function isJson(payload: string): boolean {
  try {
    JSON.parse(payload);
    return true;
  } catch {
    return false;
  }
}

function refuse(response: ServerResponse, status: number, type: string, message: string): void {
  const { headers, body } = errorForm(status, type, message);
  send(response, status, body, headers);
}

function errorForm(status: number, type: string, message: string): RefusalForm {
  return {
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': type },
    body: JSON.stringify({ Type: status < 500 ? 'User' : 'Service', Message: message }),
  };
}

function send(
  response: ServerResponse,
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    'x-amz-executed-version': '$LATEST',
    ...headers,
  });
  response.end(body);
}

import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { isFromHere } from './is-from-here.ts';

/** What a refused request is answered with, status 403. */
export interface RefusalForm {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Words a refusal as a service words its errors. */
export type WordRefusal = (message: string, request: IncomingMessage) => RefusalForm;

/** Whom a server answers, and how it refuses others. */
export interface StrangerRules {
  readonly word: WordRefusal;
  /** The path that a link of any page may open in a tab. @default none */
  readonly page?: string | undefined;
}

const MESSAGE =
  'Only this machine may call. A web page of another origin may not, nor a request to another host name.';

/** What a server tells of a request, and what it tells in place of it where the connection is to be taken over. */
const WITH_RESPONSE: readonly unknown[] = ['request', 'checkContinue', 'checkExpectation'];
const WITH_SOCKET: readonly unknown[] = ['upgrade', 'connect'];

/**
 * Has a server answer 403 to what is not from here, before anything of it sees the request. It stands where the server
 * tells its listeners, so that no listener goes by it, whenever it was added.
 */
export function refuseStrangers(server: Server, { word, page }: StrangerRules): void {
  const tell = server.emit.bind(server) as (event: string | symbol, ...values: unknown[]) => boolean;
  server.emit = (event: string | symbol, ...values: unknown[]): boolean => {
    if (!WITH_RESPONSE.includes(event) && !WITH_SOCKET.includes(event)) return tell(event, ...values);
    const [request, answer] = values as [IncomingMessage, ServerResponse | Duplex];
    if (isFromHere(request, page)) return tell(event, ...values);
    const form = word(MESSAGE, request);
    if (WITH_SOCKET.includes(event)) refuseOnSocket(answer as Duplex, form);
    else refuseWithResponse(request, answer as ServerResponse, form);
    return true;
  };
}

/** The body is read to its end, since a client that is still sending it would miss the answer. */
function refuseWithResponse(
  request: IncomingMessage,
  response: ServerResponse,
  { headers, body }: RefusalForm,
): void {
  request.on('error', () => {}).resume();
  response.sendDate = false;
  response.writeHead(403, {
    ...headers,
    'x-content-type-options': 'nosniff',
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
}

function refuseOnSocket(socket: Duplex, { headers, body }: RefusalForm): void {
  const lines = Object.entries({
    ...headers,
    'content-length': Buffer.byteLength(body),
    connection: 'close',
  }).map(([name, value]) => `${name}: ${value}`);
  socket.on('error', () => {});
  socket.end(['HTTP/1.1 403 Forbidden', ...lines, '', body].join('\r\n'));
}

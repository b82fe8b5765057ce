import {
  type ClientRequest,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  request,
  type Server,
  type ServerResponse,
} from 'node:http';
import { duplexPair } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import type { SesRequest } from './ses-call.ts';

/** What the emulator answered. */
export interface EmulatorAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** Speaks HTTP to the emulator over connections inside this thread. */
export class EmulatorClient {
  readonly #server: Server;

  /** @param server the emulator's, which need not listen. */
  constructor(server: Server) {
    this.#server = server;
  }

  /** Has the emulator answer a request that was read whole. */
  async call({ method, url, headers, body }: SesRequest): Promise<EmulatorAnswer> {
    const { 'transfer-encoding': _, ...kept } = headers;
    const forwarded = this.#open(method, url, { ...kept, 'content-length': body.length });
    const answered = responseTo(forwarded);
    forwarded.end(body);
    const response = await answered;
    return {
      status: response.statusCode ?? 502,
      contentType: response.headers['content-type'] ?? 'text/plain',
      body: await text(response),
    };
  }

  /** Passes a request and its answer through as they come. */
  async proxy(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const forwarded = this.#open(incoming.method, incoming.url, incoming.headers);
    const answered = responseTo(forwarded);
    await pipeline(incoming, forwarded);
    const response = await answered;
    const { connection: _, 'keep-alive': __, ...headers } = response.headers;
    outgoing.writeHead(response.statusCode ?? 502, headers);
    await pipeline(response, outgoing);
  }

  /** A connection carries one request, so that none is left open on the emulator's side. */
  #open(method = 'GET', path = '/', headers: OutgoingHttpHeaders = {}): ClientRequest {
    const createConnection = () => {
      const [client, server] = duplexPair();
      this.#server.emit('connection', server);
      return client;
    };
    return request({ method, path, headers: { ...headers, connection: 'close' }, createConnection });
  }
}

function responseTo(forwarded: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    forwarded.once('response', resolve);
    forwarded.once('error', reject);
  });
}

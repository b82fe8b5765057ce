import type { ClientRequest, IncomingMessage, OutgoingHttpHeaders, Server } from 'node:http';
import { duplexPair } from 'node:stream';
import { text } from 'node:stream/consumers';
import { request } from '../../hosting/http.ts';
import type { SesRequest } from './ses-call.ts';

const ANSWER_MILLISECONDS = 10_000;

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

  /**
   * Has the emulator answer a request that was read whole.
   *
   * @throws Error where it does not within ten seconds: some requests it never answers.
   */
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

  /** A connection carries one request, so that none is left open on the emulator's side. */
  #open(method: string, path: string, headers: OutgoingHttpHeaders): ClientRequest {
    const createConnection = () => {
      const [client, server] = duplexPair();
      this.#server.emit('connection', server);
      return client;
    };
    return request({
      method,
      path,
      createConnection,
      headers: { ...headers, connection: 'close' },
      signal: AbortSignal.timeout(ANSWER_MILLISECONDS),
    });
  }
}

function responseTo(forwarded: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    forwarded.once('response', resolve);
    forwarded.once('error', reject);
  });
}

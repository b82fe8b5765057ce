import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { listenError } from './listen-error.ts';

/** A server that listens on this machine alone. */
export interface LoopbackServer {
  readonly url: string;
  /** Ends it, whatever it is answering. */
  stop(): Promise<void>;
}

/**
 * Lets a server listen on loopback.
 *
 * @param port 0 takes any free one.
 * @param purpose what the server is, for the error.
 * @throws Error in one sentence where the port is taken.
 */
export async function serveOnLoopback(
  server: Server,
  port: number,
  purpose: string,
): Promise<LoopbackServer> {
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  } catch (error) {
    throw listenError(error, port, purpose);
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

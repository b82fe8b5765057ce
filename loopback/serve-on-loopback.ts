import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { listenError } from './listen-error.ts';
import { refuseStrangers, type StrangerRules } from './refuse-strangers.ts';

/** A server that listens on this machine alone. */
export interface LoopbackServer {
  readonly url: string;
  /** Ends it, whatever it is answering. */
  stop(): Promise<void>;
}

export interface LoopbackOptions extends StrangerRules {
  /** 0 takes any free one. */
  readonly port: number;
  /** What the server is, for the error. */
  readonly purpose: string;
}

/**
 * Lets a server listen on loopback, and answer nobody but this machine. No other place in the stack lets one listen.
 *
 * @throws Error in one sentence where the port is taken.
 */
export async function serveOnLoopback(
  server: Server,
  { port, purpose, ...rules }: LoopbackOptions,
): Promise<LoopbackServer> {
  refuseStrangers(server, rules);
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

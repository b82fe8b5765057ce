import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A front of a server, which does what AWS's do while an execution environment is frozen: it ends idle connections. */
export interface AForgetfulFront {
  readonly url: string;
  /** How many connections were opened. */
  readonly opened: number;
  /** Ends all connections without a word: what comes by one of them is reset. */
  forget(): void;
  stop(): void;
}

/** Starts a front of the server at `target`. */
export async function aForgetfulFront(target: string): Promise<AForgetfulFront> {
  const { hostname, port } = new URL(target);
  const connections = new Set<Socket>();
  const forgotten = new WeakSet<Socket>();
  let opened = 0;
  const server = createServer((client) => {
    opened += 1;
    connections.add(client);
    const backend = connect(Number(port), hostname);
    client.on('data', (data) => (forgotten.has(client) ? client.resetAndDestroy() : backend.write(data)));
    backend.on('data', (data) => client.write(data));
    const end = () => {
      connections.delete(client);
      client.destroy();
      backend.destroy();
    };
    for (const socket of [client, backend]) socket.on('close', end).on('error', end);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get opened() {
      return opened;
    },
    forget: () => {
      for (const client of connections) forgotten.add(client);
    },
    stop: () => {
      for (const client of connections) client.destroy();
      server.close();
    },
  };
}

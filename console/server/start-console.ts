import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { type LoopbackServer, serveOnLoopback } from '../../loopback/serve-on-loopback.ts';
import { createApp } from './app.ts';
import type { Backend } from './backend.ts';
import { PAGE_PATH } from './page.ts';

/**
 * Serves the console on this machine.
 *
 * @param ports the first of them that is free; 0 takes any.
 * @throws Error in one sentence where all are taken.
 */
export async function startConsole(
  backend: Backend,
  [port, ...others]: readonly [number, ...number[]],
): Promise<LoopbackServer> {
  const app = createApp(backend);
  const server = createServer(getRequestListener(app.fetch));
  try {
    const { url, stop } = await serveOnLoopback(server, {
      port,
      purpose: 'the console',
      page: PAGE_PATH,
      word: (message) => ({
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ message }),
      }),
    });
    return {
      url,
      stop: () => {
        app.close();
        return stop();
      },
    };
  } catch (error) {
    app.close();
    const [next, ...rest] = others;
    const isTaken = error instanceof Error && (error.cause as NodeJS.ErrnoException)?.code === 'EADDRINUSE';
    if (next === undefined || !isTaken) throw error;
    return startConsole(backend, [next, ...rest]);
  }
}

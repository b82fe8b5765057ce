import type { Server } from 'node:http';

/**
 * Has a server of a stack whose clock skips leave the header `Date` out of its answers. Whatever it told would be hours
 * off for functions or for the caller's own thread, and an SDK that sees that takes any error for one of clocks, and
 * tries again what it should not.
 */
export function hideDate(server: Server): void {
  server.prependListener('request', (_request, response) => {
    response.sendDate = false;
  });
}

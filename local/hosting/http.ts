const http = process.getBuiltinModule('node:http');

/**
 * Node's own. Who imports `node:http` has Node tell all that it exports, for which it loads `fetch` and web sockets: more
 * than half of what a thread takes to start.
 */
export const { Agent, createServer, request } = http;

/** What `node:http` has of `fetch`, each loaded when it is first looked at. */
const OF_FETCH = ['WebSocket', 'CloseEvent', 'MessageEvent'];

/** Takes that out of the `node:http` of this thread, for emulators that import it and use nothing of that. */
export function doWithoutFetch(): void {
  for (const name of OF_FETCH) Object.defineProperty(http, name, { value: undefined, configurable: true });
}

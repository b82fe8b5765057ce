import type { Agent } from 'node:http';
import type { Duplex } from 'node:stream';

// An import would have Node tell what `node:http` exports, for which it loads all of `fetch`.
const http = process.getBuiltinModule('node:http');
const https = process.getBuiltinModule('node:https');

/** As many as the SDK's own agents allow: a batch's sends, side by side, with their records. */
const MAX_SOCKETS = 50;

/**
 * How long a socket may have been idle and still be used. Servers end idle connections after some seconds, the soonest
 * that are common after five, and while an execution environment is frozen nobody hears of it.
 */
const MAX_IDLE_MILLISECONDS = 4_000;

/**
 * The connections of one execution environment, kept from one invocation to the next. One that died while the
 * environment was frozen is found out by whoever uses it, and a send that fails on it cannot be told from a send whose
 * reply was lost; so what has been idle for long is ended before it is used.
 * @see https://github.com/aws/aws-sdk-js-v3/issues/1196
 */
export class Sockets {
  readonly #idleSince = new WeakMap<Duplex, number>();
  readonly #now: () => number;
  /** For endpoints without TLS, as on a developer's machine. */
  readonly httpAgent: Agent;
  readonly httpsAgent: InstanceType<typeof https.Agent>;

  /** @param now milliseconds since the epoch; a clock that goes on while the environment is frozen. */
  constructor(now: () => number) {
    this.#now = now;
    const options = { keepAlive: true, maxSockets: MAX_SOCKETS };
    this.httpAgent = this.#watched(new http.Agent(options));
    this.httpsAgent = this.#watched(new https.Agent(options));
  }

  /** Ends what has been idle for long. To be called at the start of an invocation, before anything is asked. */
  endIdle(): void {
    const latest = this.#now() - MAX_IDLE_MILLISECONDS;
    for (const { freeSockets } of [this.httpAgent, this.httpsAgent]) {
      for (const socket of Object.values(freeSockets).flatMap((sockets) => sockets ?? [])) {
        if ((this.#idleSince.get(socket) ?? 0) < latest) socket.destroy();
      }
    }
  }

  /** @see https://nodejs.org/api/http.html#agentkeepsocketalivesocket */
  #watched<Watched extends Agent>(agent: Watched): Watched {
    const keepAlive = agent.keepSocketAlive.bind(agent);
    agent.keepSocketAlive = (socket) => {
      this.#idleSince.set(socket, this.#now());
      return keepAlive(socket);
    };
    return agent;
  }
}

import type { RequestListener, Server } from 'node:http';
import { createRequire } from 'node:module';
import { serveOnLoopback } from '../../../loopback/serve-on-loopback.ts';
import { hideDate } from '../../clock/hide-date.ts';
import { importOptional } from '../../hosting/optional-import.ts';
import { RequestCounts } from '../../hosting/request-counts.ts';
import type { Served } from '../../hosting/serve-thread.ts';
import type { ThreadOptions } from '../../hosting/thread-contract.ts';
import { createThreadGate } from '../../hosting/thread-gate.ts';
import type { TableSettings } from './dynalite.ts';
import { deniedByDynamoDb, gateDynamoDb } from './dynamodb-gate.ts';
import { answerNotHere } from './dynamodb-not-here.ts';
import { answerOutage } from './dynamodb-outage.ts';

type Dynalite = typeof import('dynalite');

/** Not by `import`: to read what a CommonJS module exports, Node compiles WebAssembly, in each thread anew. */
const load = createRequire(import.meta.url);

/** Starts dynalite in this thread, behind what counts requests and can make them fail. */
export async function startDynalite({ port, dataDirectory, clock }: ThreadOptions): Promise<Served> {
  const dynalite = await importOptional('dynalite', async () => load('dynalite') as Dynalite);
  const server = dynalite({ createTableMs: 0, path: dataDirectory });
  const answers = standBefore(server);
  if (clock) hideDate(server);
  const { url, stop } = await serveOnLoopback(server, {
    port,
    purpose: 'DynamoDB',
    word: deniedByDynamoDb,
  });
  return {
    url,
    answers,
    end: async () => {
      await stop();
      return dataDirectory === undefined;
    },
  };
}

function standBefore(server: Server): Served['answers'] {
  const [emulator] = server.listeners('request') as [RequestListener];
  const { gate, answers: ofGate } = createThreadGate();
  const tables = new Set<string>();
  const gated = gateDynamoDb(gate, answerOn(emulator), tables);
  const requests = new RequestCounts();
  let { outage }: TableSettings = {};
  server.removeAllListeners('request').on('request', (request, response) => {
    requests.add(String(request.headers['x-amz-target']).replace(/^DynamoDB_\d+\./, ''));
    if (outage) return answerOutage(request, response);
    if (answerNotHere(request, response)) return;
    gated(request, response);
  });
  return {
    ...ofGate,
    created: (table) => void tables.add(String(table)),
    requests: () => requests.byAction,
    configure: (settings) => {
      outage = (settings as TableSettings).outage ?? outage;
    },
  };
}

/** dynalite throws where a client goes away in the middle of its request, as a worker that is ended does. */
function answerOn(emulator: RequestListener): RequestListener {
  return (request, response) => {
    emulator(request, response);
    request.removeAllListeners('error').on('error', () => {});
  };
}

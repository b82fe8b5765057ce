import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What happens to a request on its way: it goes on with this body, or, without one, is never answered. */
export type OnTheWay = (action: string, body: Record<string, unknown>) => object | undefined;

/** What stands before the local SQS, and may change what is asked of it. */
export interface SqsProxy {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts a proxy of the SQS at `sqsUrl`. */
export async function startSqsProxy(sqsUrl: string, onTheWay: OnTheWay): Promise<SqsProxy> {
  const server = createServer((request, response) => {
    forward(request, response, sqsUrl, onTheWay).catch((error: Error) => response.destroy(error));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
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

async function forward(
  request: IncomingMessage,
  response: ServerResponse,
  sqsUrl: string,
  onTheWay: OnTheWay,
): Promise<void> {
  const target = String(request.headers['x-amz-target']);
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  const body = onTheWay(target.replace('AmazonSQS.', ''), JSON.parse(Buffer.concat(parts).toString()));
  if (!body) return;
  const headers = {
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': target,
    authorization: String(request.headers.authorization),
  };
  const answer = await fetch(sqsUrl, { method: 'POST', headers, body: JSON.stringify(body) });
  response.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.0' });
  response.end(Buffer.from(await answer.arrayBuffer()));
}

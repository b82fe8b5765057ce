import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type LoopbackServer, serveOnLoopback } from '../../../loopback/serve-on-loopback.ts';

/** What happens to a request on its way: it goes on with this body, or, without one, is never answered. */
export type OnTheWay = (
  action: string,
  body: Record<string, unknown>,
) => object | undefined | Promise<object | undefined>;

/** What stands before the local SQS, and may change what is asked of it. */
export type SqsProxy = LoopbackServer;

/** Starts a proxy of the SQS at `sqsUrl`. */
export async function startSqsProxy(sqsUrl: string, onTheWay: OnTheWay): Promise<SqsProxy> {
  const server = createServer((request, response) => {
    forward(request, response, sqsUrl, onTheWay).catch((error: Error) => response.destroy(error));
  });
  const word = (body: string) => ({ headers: {}, body });
  return serveOnLoopback(server, { port: 0, purpose: 'a proxy of SQS', word });
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
  const body = await onTheWay(target.replace('AmazonSQS.', ''), JSON.parse(Buffer.concat(parts).toString()));
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

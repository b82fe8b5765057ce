import { request } from 'node:http';
import { text } from 'node:stream/consumers';

/** What was answered. */
export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** Asks a server with any headers whatever, which `fetch` does not let one do. */
export async function ask(
  url: string,
  {
    method = 'GET',
    headers = {},
    body,
  }: { method?: string; headers?: Record<string, string>; body?: unknown } = {},
): Promise<Answered> {
  const { promise, resolve, reject } = Promise.withResolvers<Answered>();
  const sent = body === undefined ? '' : JSON.stringify(body);
  const length = { 'content-length': String(Buffer.byteLength(sent)) };
  const asking = request(url, { method, headers: { ...length, ...headers } }, async (response) => {
    resolve({
      status: response.statusCode ?? 0,
      headers: response.headers,
      body: await text(response),
    });
  });
  asking.on('error', reject);
  asking.end(sent);
  return promise;
}

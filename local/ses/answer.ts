import type { ServerResponse } from 'node:http';

/** What a call is answered with. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Whether the connection ends in its place. */
  readonly isLost?: boolean;
}

/** An answer in JSON. */
export function jsonAnswer(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  };
}

/** An answer in XML; `body` is the document without its declaration. */
export function xmlAnswer(status: number, body: string): Answer {
  return {
    status,
    headers: { 'content-type': 'text/xml' },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
  };
}

/** Sends an answer, unless the client has gone, or the answer is to be lost. */
export function sendAnswer(response: ServerResponse, { status, headers, body, isLost }: Answer): void {
  if (response.destroyed) return;
  if (isLost) {
    response.destroy();
    return;
  }
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

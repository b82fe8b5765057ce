import type { ServerResponse } from 'node:http';

/** What a call is answered with. */
export interface Answer<Body extends string | Buffer = string> {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Body;
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

/** No browser is to take an answer for anything but what it says it is, show it on another page, or run what is in it. */
const SAFETY_HEADERS = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

/** Sends an answer, unless the client has gone, or the answer is to be lost. */
export function sendAnswer(
  response: ServerResponse,
  { status, headers, body, isLost }: Answer<string | Buffer>,
): void {
  if (response.destroyed) return;
  if (isLost) {
    response.destroy();
    return;
  }
  response.writeHead(status, { ...SAFETY_HEADERS, ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

import { readFileSync } from 'node:fs';
import type { Answer } from './answer.ts';

/** The files of the inbox's page, as they are answered, by path. */
export type Page = ReadonlyMap<string, Answer<Buffer>>;

/** The one that shows the others. */
export const PAGE_PATH = '/';

/**
 * What the page may do: run its own scripts, and ask its own origin. An email's HTML is in a frame of it, whose own policy
 * is narrower, and which inherits this one: so inline styles and images of the web are allowed here already. The frame has
 * no address, and may not go to one.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "connect-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  'img-src data: https:',
  "frame-src 'none'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const FILES = [
  { path: PAGE_PATH, file: 'index.html', type: 'text/html; charset=utf-8' },
  { path: '/_mailroom/inbox/inbox.css', file: 'inbox.css', type: 'text/css; charset=utf-8' },
  { path: '/_mailroom/inbox/inbox.js', file: 'inbox.js', type: 'text/javascript; charset=utf-8' },
  { path: '/_mailroom/inbox/email.js', file: 'email.js', type: 'text/javascript; charset=utf-8' },
] as const;

/** Reads the page, which is beside this file, also where that is compiled. */
export function readPage(): Page {
  return new Map(
    FILES.map(({ path, file, type }) => [
      path,
      {
        status: 200,
        headers: {
          'content-type': type,
          'content-security-policy': CONTENT_SECURITY_POLICY,
          'cache-control': 'no-cache',
        },
        body: readFileSync(new URL(`./page/${file}`, import.meta.url)),
      },
    ]),
  );
}

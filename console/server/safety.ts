import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { TOKEN_HEADER } from '../api.ts';

/** What the page may do: run its own script, and ask its own origin. What emails hold is in a frame with another policy. */
const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "frame-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** No browser is to take an answer for anything but what it says it is, or show it on another page. */
const HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': PAGE_POLICY,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

/** Puts the headers on every answer, but for those that it has with other values. */
export const safe: MiddlewareHandler = async (context, next) => {
  await next();
  for (const [name, value] of Object.entries(HEADERS)) {
    if (!context.res.headers.has(name)) context.header(name, value);
  }
};

/** A token that nobody guesses, new with each server. */
export function createToken(): string {
  return randomBytes(32).toString('base64url');
}

const READING: readonly string[] = ['GET', 'HEAD'];

/**
 * Lets only who has the token do more than read. A web page of elsewhere gets no further than the question who calls, and
 * this stands should that ever err.
 */
export function requireToken(token: string): MiddlewareHandler {
  const expected = Buffer.from(token);
  return async ({ req }, next) => {
    const given = Buffer.from(req.header(TOKEN_HEADER) ?? '');
    const isGiven = given.length === expected.length && timingSafeEqual(given, expected);
    if (!READING.includes(req.method) && !isGiven)
      throw new HTTPException(403, { message: `${TOKEN_HEADER} is not this page's: load the page anew.` });
    await next();
  };
}

/** Lets nothing be changed where the console was not started with `--write`. */
export function requireWrite(write: boolean): MiddlewareHandler {
  return async (_context, next) => {
    if (!write)
      throw new HTTPException(403, { message: 'This console is read only: start it with --write.' });
    await next();
  };
}

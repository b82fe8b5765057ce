import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startConsole } from '../../../console/server/start-console.ts';
import type { LoopbackServer } from '../../../loopback/serve-on-loopback.ts';
import { type Target, targetsOf } from '../../../ops/target.ts';
import { aPipeline } from '../../support/command/a-project.ts';
import { ask } from '../../support/console/a-console.ts';

describe('the console, to strangers', () => {
  let console: LoopbackServer;

  beforeAll(async () => {
    const targets = targetsOf({ source: 'deployed backend', pipelines: { 'App/mail': aPipeline('mail') } });
    const [target] = targets as [Target];
    console = await startConsole(
      { targets: [target], running: undefined, write: false, directory: tmpdir() },
      [0],
    );
  });

  afterAll(() => console.stop());

  const info = (headers: Record<string, string>) => ask(`${console.url}/api/info`, { headers });

  it.each<[string, Record<string, string>]>([
    ['another host name', { host: 'evil.example' }],
    ['another origin', { origin: 'https://evil.example' }],
    ['another port of this machine', { origin: 'http://127.0.0.1:1' }],
    ['an image of another page', { 'sec-fetch-site': 'cross-site' }],
    ['a page of the same site', { 'sec-fetch-site': 'same-site' }],
  ])('says nothing to %s', async (_, headers) => {
    const { status, body } = await info(headers);
    expect(status).toBe(403);
    expect(JSON.parse(body)).toEqual({ message: expect.stringMatching(/^Only this machine may call/) });
  });

  it('answers its own page', async () => {
    const { status, body } = await info({ origin: console.url, 'sec-fetch-site': 'same-origin' });
    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject({ pipelines: [{ name: 'App/mail' }], local: false, write: false });
  });

  it.each(['POST', 'PUT', 'DELETE'])('lets nobody %s without the token', async (method) => {
    const without = await ask(`${console.url}/api/info`, { method, body: {} });
    const guessed = await ask(`${console.url}/api/info`, {
      method,
      body: {},
      headers: { 'x-mailroom-token': 'a'.repeat(43) },
    });
    for (const { status, body } of [without, guessed]) {
      expect(status).toBe(403);
      expect(JSON.parse(body)).toEqual({ message: expect.stringMatching(/load the page anew/) });
    }
  });

  it.each(['/api/info', '/nothing-there'])(
    'answers %s with a policy that runs nothing of elsewhere',
    async (path) => {
      const { headers } = await ask(`${console.url}${path}`);
      const policy = String(headers['content-security-policy']).split('; ');
      expect(policy).toEqual(
        expect.arrayContaining([
          "default-src 'none'",
          "script-src 'self'",
          "connect-src 'self'",
          "frame-ancestors 'none'",
          "base-uri 'none'",
          "form-action 'none'",
        ]),
      );
      expect(policy.join()).not.toMatch(/unsafe|https:|\*/);
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-resource-policy': 'same-origin',
      });
    },
  );
});

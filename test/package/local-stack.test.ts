import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../support/eventually.ts';
import { theInstallation } from './installation.ts';
import { shellEnvironment } from './run-in.ts';

const { app } = theInstallation();

/** An email as the inbox lists it. */
interface Email {
  readonly from: string;
  readonly destination: { readonly to: readonly string[] };
  readonly subject: string;
}

describe('mailroom local in a fresh Amplify app', () => {
  const stack = spawn(join(app, 'node_modules/.bin/mailroom'), ['local', '--port', '0'], {
    cwd: app,
    env: shellEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [stack.stdout, stack.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
  }

  beforeAll(async () => {
    await eventually(
      () => printed,
      (text) => {
        if (stack.exitCode !== null) throw new Error(`mailroom local ended:\n${text}`);
        return text.includes('Ctrl-C stops it.');
      },
      { deadlineMilliseconds: 90_000 },
    );
  });

  afterAll(async () => {
    const ended = once(stack, 'close');
    stack.kill('SIGINT');
    expect(await ended).toEqual([0, null]);
  });

  it('delivers what the app’s own function publishes', async () => {
    const { inboxUrl, endpoints } = JSON.parse(readFileSync(join(app, '.local/stack.json'), 'utf8'));
    const [, welcome = ''] = /^ +function +(welcome\S*)$/m.exec(printed) ?? [];

    const answer = await fetch(`${endpoints.lambda}/2015-03-31/functions/${welcome}/invocations`, {
      method: 'POST',
      body: JSON.stringify({ name: 'Zoë', email: 'zoe@example.com' }),
    });
    const published = await answer.json();

    expect(published).toEqual({ id: expect.any(String), messageId: expect.any(String) });
    const emails = await eventually(
      async () => ((await (await fetch(`${inboxUrl}/store`)).json()) as { emails: Email[] }).emails,
      ({ length }) => length > 0,
    );
    expect(emails).toMatchObject([
      { from: 'sender@example.com', destination: { to: ['zoe@example.com'] }, subject: 'Welcome, Zoë' },
    ]);
  });
});

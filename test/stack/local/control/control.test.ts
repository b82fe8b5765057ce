import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LogNews, StackState } from '../../../../contract/stack-control.ts';
import { LogBook } from '../../../../local/control/log-book.ts';
import { type Control, startControl } from '../../../../local/control/start-control.ts';
import { ask } from '../../../support/console/a-console.ts';
import { eventually } from '../../../support/eventually.ts';
import { sqsOf } from '../../../support/messages/queues.ts';
import { SomeWorkers } from '../../../support/stack/some-workers.ts';

/** Hides its message for an hour at its first receive. */
const code = `export const handler = async (event) => {
  const [{ body, attributes }] = event.Records;
  note(body);
  if (body === 'for ever') await new Promise((resolve) => setTimeout(resolve, 600000));
  if (attributes.ApproximateReceiveCount === '1') throw new Error('not yet');
};`;

describe("a stack's control", () => {
  const workers = new SomeWorkers();
  const worker = workers.add({
    code,
    pipeline: { visibilityTimeoutSeconds: 3600, maxReceiveCount: 5 },
    properties: { Timeout: 900 },
  });
  let control: Control;

  beforeAll(async () => {
    const log = new LogBook(() => workers.stack.now());
    await workers.start({ clock: 'adjustable', log: (source, line) => log.add(source, line) });
    control = await startControl(workers.stack, log);
  });

  afterAll(async () => {
    await control.stop();
    await workers.end();
  });

  const call = async (path: string, body?: unknown, token = control.token) => {
    const answer = await ask(`${control.url}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { 'x-mailroom-token': token },
      body,
    });
    return { status: answer.status, body: JSON.parse(answer.body) };
  };

  it.each(['/state', '/log', '/nothing'])('tells nobody %s without its token', async (path) => {
    expect(await call(path, undefined, 'guessed')).toEqual({
      status: 403,
      body: { message: expect.stringMatching(/not the token of this stack/) },
    });
  });

  it('does nothing for a page of elsewhere, though it had the token', async () => {
    const { status } = await ask(`${control.url}/tables`, {
      method: 'POST',
      headers: { 'x-mailroom-token': control.token, origin: 'https://evil.example' },
      body: { outage: true },
    });
    expect(status).toBe(403);
    expect(((await call('/state')).body as StackState).tables).toEqual({ outage: false });
  });

  it('skips an hour, after which what was hidden for one comes again', async () => {
    const before = workers.stack.now();
    await worker.send('hidden');
    await eventually(
      () => worker.entries(),
      ({ length }) => length === 1,
    );

    expect((await call('/clock/skip', { seconds: 3600 })).status).toBe(200);

    const entries = await eventually(
      () => worker.entries(),
      ({ length }) => length === 2,
    );
    expect(entries.map(({ what }) => what)).toEqual(['hidden', 'hidden']);
    expect(workers.stack.now() - before).toBeGreaterThanOrEqual(3_600_000);
    const { skippedMilliseconds } = (await call('/state')).body as StackState;
    expect(Math.round(skippedMilliseconds / 3_600_000)).toBe(1);
  });

  it('kills a worker in the middle of its work, of which the log tells', async () => {
    const isBusy = async () => {
      const { functions } = (await call('/state')).body as StackState;
      return Object.values(functions).reduce((sum, { busy }) => sum + busy, 0);
    };
    const QueueUrl = worker.pipeline.queueUrl;
    await sqsOf(workers.stack).send(new SendMessageCommand({ QueueUrl, MessageBody: 'for ever' }));
    await eventually(isBusy, (busy) => busy === 1);

    expect(await call('/workers/kill', { count: 1 })).toEqual({ status: 200, body: { killed: 1 } });

    const lines = await eventually(
      async () => ((await call('/log?after=0')).body as LogNews).lines.map(({ line }) => line),
      (all) => all.some((line) => line.includes('signal: killed')),
    );
    expect(lines.join()).toContain('Runtime.ExitError');
  });

  it.each<[string, unknown]>([
    ['/clock/skip', { seconds: -1 }],
    ['/clock/skip', {}],
    ['/tables', { outage: 'yes' }],
    ['/workers/kill', { count: 0 }],
  ])('says what is wrong with an order: %s %j', async (path, body) => {
    const answer = await call(path, body);
    expect(answer.status).toBe(400);
    expect(answer.body).toEqual({
      message: expect.stringMatching(/^(seconds|outage|count): (expected|missing)/),
    });
  });
});

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type {
  DeadLetter,
  DeadLetterList,
  InboxNews,
  Lever,
  NotificationDetail,
  Operation,
  Plan,
  Snapshot,
  StreamEvents,
} from '../../../console/api.ts';
import { readSeries } from '../../../console/server/metric-series.ts';
import { startConsole } from '../../../console/server/start-console.ts';
import { LogBook } from '../../../local/control/log-book.ts';
import { type Control, startControl } from '../../../local/control/start-control.ts';
import { describeStack } from '../../../local/stack-file.ts';
import type { LoopbackServer } from '../../../loopback/serve-on-loopback.ts';
import { clientsOf } from '../../../ops/clients.ts';
import { localBackend, type Target, targetsOf } from '../../../ops/target.ts';
import { ask } from '../../support/console/a-console.ts';
import { type AStream, aStream } from '../../support/console/a-stream.ts';
import { eventually } from '../../support/eventually.ts';
import { Ledger, WITH_FEEDBACK } from '../../support/stack/a-ledger.ts';

const NOTE = { recipient: 'Ada <ada@example.com>', subject: 'Hello', body: 'Works' };

describe('the console of a running stack', () => {
  const directory = mkdtempSync(join(tmpdir(), 'console-'));
  let ledger: Ledger;
  let control: Control;
  let console: LoopbackServer;
  let token: string;
  let pipeline: string;
  let stream: AStream;

  beforeAll(async () => {
    const log = new LogBook(() => ledger?.stack.now() ?? Date.now());
    ledger = await Ledger.open(WITH_FEEDBACK, {
      clock: 'adjustable',
      log: (source, line) => log.add(source, line),
    });
    control = await startControl(ledger.stack, log);
    const running = {
      ...describeStack(ledger.stack),
      ...{ controlUrl: control.url, controlToken: control.token },
    };
    const [target] = targetsOf(localBackend(running)) as [Target];
    console = await startConsole({ targets: [target], running, write: true, directory }, [0]);
    const page = await ask(console.url);
    token = /name="mailroom-token" content="([\w-]{43})"/.exec(page.body)?.[1] ?? '';
    pipeline = `/api/pipelines/${encodeURIComponent(target.pipelineName)}`;
    stream = await aStream(`${console.url}${pipeline}/stream`);
  });

  afterAll(async () => {
    stream.end();
    await console.stop();
    await control.stop();
    await ledger.close();
    rmSync(directory, { recursive: true });
  });

  async function call<Answer>(path: string, body?: unknown, method = body === undefined ? 'GET' : 'POST') {
    const answer = await ask(`${console.url}${path}`, {
      method,
      headers: { 'x-mailroom-token': token },
      body,
    });
    return {
      ...answer,
      body: (answer.body.startsWith('{') || answer.body.startsWith('[')
        ? JSON.parse(answer.body)
        : answer.body) as Answer,
    };
  }

  const stateOf = (id: string) =>
    stream
      .all('notifications')
      .flat()
      .findLast((each) => each.id === id)?.state;

  const pull = (id: string, value: unknown) => call<Lever[]>(`/api/levers/${id}`, { value });

  const finished = (id: string) =>
    eventually(
      async () => stream.all('operation').findLast((each) => each.id === id),
      (operation) => operation !== undefined && operation.state !== 'running',
    );

  it('tells a page that connects all there is', () => {
    const [snapshot] = stream.all('snapshot') as [Snapshot];
    expect(snapshot.picture).toMatchObject({
      queue: { waiting: 0, inFlight: 0, postponed: [] },
      deadLetters: { count: 0 },
      inbox: { count: 0 },
      unavailable: {},
    });
    expect(snapshot.alarms.length).toBeGreaterThan(5);
  });

  it('follows what it publishes to the inbox', async () => {
    const { body } = await call<{ id: string }>(`${pipeline}/publish`, {
      notification: { ...NOTE, id: 'first' },
    });
    expect(body.id).toBe('first');
    expect(
      await eventually(
        async () => stateOf('first'),
        (state) => state === 'delivered',
      ),
    ).toBe('delivered');
    await eventually(
      async () => stream.all('picture').at(-1),
      (picture) => picture?.inbox?.count === 1,
    );
    await eventually(
      async () => stream.all('point'),
      (points) =>
        points.some(({ sent }) => sent === 1) && points.some(({ latencyP50 }) => latencyP50 !== null),
    );

    const { body: detail } = await call<NotificationDetail>(`${pipeline}/notifications/first`);
    expect(detail.timeline.map(({ kind }) => kind)).toEqual(['published', 'sent', 'delivered']);
    expect(detail.state).toBe('delivered');
    expect(detail.email).toBe(detail.sesMessageId);
    expect(detail.unknown).toEqual([]);
  });

  it('tells of a bounce in the list, in the timeline once, and in the picture', async () => {
    await pull('bounce', 'bob@example.com');
    await call(`${pipeline}/publish`, {
      notification: { ...NOTE, id: 'bounces', recipient: 'bob@example.com' },
    });
    await eventually(
      async () => stateOf('bounces'),
      (state) => state === 'bounced',
    );
    await pull('bounce', '');
    const picture = await eventually(
      async () => stream.all('picture').at(-1),
      (each) => each?.feedback?.bounced === 1,
    );
    expect(picture?.feedback).toMatchObject({ delivered: 1, bounced: 1, complained: 0 });
    const { body: detail } = await call<NotificationDetail>(`${pipeline}/notifications/bounces`);
    expect(detail.timeline.map(({ kind }) => kind)).toEqual(['published', 'sent', 'bounced']);
  });

  it('says field by field what is wrong with a notification', async () => {
    const { status, body } = await call(`${pipeline}/publish`, {
      notification: { subject: 'a', recipient: 'ada@' },
    });
    expect(status).toBe(422);
    expect(body).toMatchObject({
      issues: expect.arrayContaining([{ field: 'body', message: 'expected a value' }]),
    });
  });

  it('publishes a burst, of which each has an id of its own', async () => {
    const { body } = await call(`${pipeline}/burst`, { count: 25, notification: { ...NOTE, id: 'first' } });
    expect(body).toEqual({ published: 25, failed: 0 });
    await eventually(
      async () => (await call<InboxNews>('/api/inbox')).body.emails.length,
      (count) => count === 27,
    );
  });

  it('breaks SES by a lever, and nothing is lost', async () => {
    await pull('outage', true);
    await call(`${pipeline}/publish`, { notification: { ...NOTE, id: 'during' } });
    await eventually(
      async () => stateOf('during'),
      (state) => state === 'retrying',
    );
    const picture = await eventually(
      async () => stream.all('picture').at(-1),
      (each) => each?.queue.postponed.length === 1,
    );
    expect(picture?.ses.faults).toEqual({ outage: true });

    await pull('outage', false);
    await pull('skipHour', null);
    await eventually(
      async () => stateOf('during'),
      (state) => state === 'delivered',
    );
  });

  describe('with dead letters', () => {
    beforeAll(async () => {
      await pull('refuseAddress', true);
      for (const id of ['dead-1', 'dead-2'])
        await call(`${pipeline}/publish`, { notification: { ...NOTE, id } });
      await eventually(
        async () => ['dead-1', 'dead-2'].map(stateOf),
        (states) => states.every((state) => state === 'dead'),
      );
      await pull('refuseAddress', false);
    });

    const list = async () => (await call<DeadLetterList>(`${pipeline}/dead-letters`)).body;

    it('lists them by reason with what cures them, addresses masked', async () => {
      const { groups } = await list();
      expect(groups).toMatchObject([
        { reason: 'address-refused', count: 2, letters: [{ recipient: 'a***@example.com' }, {}] },
      ]);
      expect(groups[0]?.cure.length).toBeGreaterThan(0);
    });

    it('shows one whole', async () => {
      const { body } = await call<DeadLetter>(`${pipeline}/dead-letters/dead-1`);
      expect(JSON.parse(body.payload)).toMatchObject(NOTE);
      expect((await call(`${pipeline}/dead-letters/nothing`)).status).toBe(404);
    });

    it('tells the difference that an edit makes, and what is wrong with it', async () => {
      const difference = (patch: object) =>
        call(`${pipeline}/dead-letters/difference`, { messageId: 'dead-1', patch });
      expect((await difference({ recipient: 'grace@example.com' })).body).toEqual({
        difference: expect.stringMatching(/-.*ada@example\.com[\s\S]*\+.*grace@example\.com/),
        issues: [],
      });
      expect((await difference({ recipient: 'grace@' })).body).toMatchObject({
        issues: [{ message: expect.stringMatching(/recipient/) }],
      });
      expect((await difference({ id: 'other' })).status).toBe(422);
    });

    it('redrives one with an edit, by a plan that is good for once, and records it', async () => {
      const { body: plan } = await call<Plan>(`${pipeline}/dead-letters/plan`, {
        action: 'redrive',
        filter: { ids: ['dead-1'] },
        patch: { recipient: 'grace@example.com' },
      });
      expect(plan).toMatchObject({ count: 1, question: 'Redrive 1 dead letter?', confirm: null });
      expect(plan.words).toContain('The patch changes recipient');
      expect(plan.difference).toContain('g***@example.com');

      const { body: operation } = await call<Operation>(`${pipeline}/dead-letters/apply`, {
        planId: plan.planId,
      });
      expect(await finished(operation.id)).toMatchObject({
        state: 'finished',
        done: 1,
        words: expect.stringMatching(/Done/),
      });
      await eventually(
        async () => stateOf('dead-1'),
        (state) => state === 'delivered',
      );
      const emails = (await call<InboxNews>('/api/inbox')).body.emails;
      expect(emails.at(-1)?.destination.to).toEqual(['grace@example.com']);

      expect((await call(`${pipeline}/dead-letters/apply`, { planId: plan.planId })).status).toBe(404);
      const { body: operations } = await call(`${pipeline}/operations`);
      expect(operations).toMatchObject([{ action: 'redrive', state: 'finished', counts: { redriven: 1 } }]);
    });

    it('exports what is left', async () => {
      const { headers, body } = await ask(`${console.url}${pipeline}/dead-letters/export`, {
        method: 'POST',
        headers: { 'x-mailroom-token': token },
        body: { filter: {} },
      });
      expect(headers['content-disposition']).toMatch(/^attachment/);
      expect(
        body
          .trimEnd()
          .split('\n')
          .map((line) => JSON.parse(line).id),
      ).toEqual(['dead-2']);
    });

    it('deletes nothing until the name of the queue is typed, and keeps what it deletes in a file', async () => {
      const plan = async () =>
        (await call<Plan>(`${pipeline}/dead-letters/plan`, { action: 'purge', filter: {} })).body;
      const { planId } = await plan();
      expect((await call(`${pipeline}/dead-letters/apply`, { planId, confirm: 'queue' })).status).toBe(409);
      expect((await list()).matching).toBe(1);

      const again = await plan();
      const { body: operation } = await call<Operation>(`${pipeline}/dead-letters/apply`, {
        planId: again.planId,
        confirm: again.confirm,
      });
      expect((await finished(operation.id))?.state).toBe('finished');
      expect((await list()).matching).toBe(0);
      const [file = ''] = readdirSync(directory).filter((name) => name.startsWith('mailroom-purged'));
      expect(readFileSync(join(directory, file), 'utf8')).toContain('dead-2');
      expect(existsSync(join(directory, 'mailroom-audit.jsonl'))).toBe(true);
    });
  });

  describe('with a hostile email in the inbox', () => {
    const html = '<script>alert(1)</script><img src="https://tracker.example/a.png">';

    beforeAll(async () => {
      await call('/api/inbox', undefined, 'DELETE');
      await ledger.stack.ses.receive({
        ...{ from: 'a@example.com', replyTo: [], destination: { to: ['b@example.com'], cc: [], bcc: [] } },
        ...{ subject: '<b>‮', body: { html } },
        attachments: [
          {
            content: Buffer.from('<script>').toString('base64'),
            contentType: 'text/html',
            filename: 'a"\r\nb.html',
            size: 8,
          },
        ],
      });
    });

    const only = async () => (await call<InboxNews>('/api/inbox')).body.emails[0]?.messageId ?? '';

    it('lets its HTML run nothing, and load nothing unless asked', async () => {
      const id = await only();
      const policy = async (query: string) =>
        String(
          (await ask(`${console.url}/api/inbox/${id}/html${query}`)).headers['content-security-policy'],
        ).split('; ');
      expect(await policy('')).toEqual(
        expect.arrayContaining(["default-src 'none'", 'img-src data:', 'sandbox', "frame-ancestors 'self'"]),
      );
      expect(await policy('?images=yes')).toContain('img-src data: https:');
      expect((await policy('?images=yes')).join()).not.toMatch(/script|http:/);
    });

    it('has its attachment and source be nothing that a browser runs', async () => {
      const id = await only();
      const attachment = await ask(`${console.url}/api/inbox/${id}/attachments/0`);
      expect(attachment.body).toBe('<script>');
      expect(attachment.headers).toMatchObject({
        'content-type': 'application/octet-stream',
        'content-disposition': expect.stringMatching(/^attachment; filename\*=UTF-8''a%22%0D%0Ab\.html$/),
        'x-content-type-options': 'nosniff',
      });
      const source = await ask(`${console.url}/api/inbox/${id}/source`);
      expect(source.headers['content-type']).toBe('text/plain; charset=utf-8');
    });

    it('deletes it', async () => {
      await call(`/api/inbox/${await only()}`, undefined, 'DELETE');
      expect((await call<InboxNews>('/api/inbox')).body.emails).toEqual([]);
    });
  });

  it('begins with all there is again where a page connects again', async () => {
    const again = await aStream(`${console.url}${pipeline}/stream`);
    const [snapshot] = again.all('snapshot') as [StreamEvents['snapshot']];
    again.end();
    expect(snapshot.notifications.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['first', 'during', 'dead-1']),
    );
    expect(snapshot.operations.length).toBe(2);
  });

  describe('as that of a deployed backend', () => {
    let other: LoopbackServer;

    beforeAll(async () => {
      const [target] = targetsOf({
        ...{ source: 'deployed backend', pipelines: ledger.stack.pipelines },
        endpoints: ledger.stack.endpoints,
      }) as [Target];
      other = await startConsole({ targets: [target], running: undefined, write: false, directory }, [0]);
    });

    afterAll(() => other.stop());

    it('tells what SQS, SES and CloudWatch tell, and what that costs', async () => {
      const listening = await aStream(`${other.url}${pipeline}/stream`);
      const [snapshot] = listening.all('snapshot') as [Snapshot];
      listening.end();
      expect(snapshot.picture.unavailable).toEqual({ emailer: expect.stringMatching(/local stack only/) });
      expect(snapshot.picture).toMatchObject({
        inbox: null,
        deadLetters: { count: 0 },
        queue: { waiting: 0 },
      });
      expect(snapshot.points.length).toBeGreaterThan(100);
      expect(snapshot.alarms.length).toBeGreaterThan(5);
      const info = JSON.parse((await ask(`${other.url}/api/info`)).body);
      expect(info).toMatchObject({ local: false, write: false, cost: expect.stringMatching(/US\$ an hour/) });
    });

    it('tells by metrics what was sent, once CloudWatch knows of the minute', async () => {
      const [target] = targetsOf(localBackend(describeStack(ledger.stack))) as [Target];
      const { cloudWatch, close } = clientsOf(target);
      const points = await readSeries(cloudWatch, target, Date.now() + 10 * 60_000);
      close();
      const sums = points.map(({ published, sent, retried }) => ({ published, sent, retried }));
      const total = (name: 'published' | 'sent' | 'retried') =>
        sums.reduce((sum, point) => sum + point[name], 0);
      expect(total('sent')).toBeGreaterThanOrEqual(26);
      expect(total('retried')).toBeGreaterThanOrEqual(1);
      expect(points.find(({ sent }) => sent > 0)?.latencyP50).toBeGreaterThan(0);
    });

    it('has no levers and no inbox', async () => {
      for (const path of ['/api/levers', '/api/inbox'])
        expect((await ask(`${other.url}${path}`)).status).toBe(404);
    });

    it.each(['publish', 'burst', 'dead-letters/apply'])('is read only: %s', async (path) => {
      const page = await ask(other.url);
      const [, own = ''] = /name="mailroom-token" content="([\w-]{43})"/.exec(page.body) ?? [];
      const { status, body } = await ask(`${other.url}${pipeline}/${path}`, {
        ...{
          method: 'POST',
          headers: { 'x-mailroom-token': own },
          body: { notification: NOTE, planId: 'a', count: 1 },
        },
      });
      expect(status).toBe(403);
      expect(body).toContain('start it with --write');
    });
  });
});

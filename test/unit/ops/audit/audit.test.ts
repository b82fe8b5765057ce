import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Audit, type AuditSubject } from '../../../../ops/audit/audit-file.ts';
import { actionsOn } from '../../../../ops/audit/read-audit.ts';

const SUBJECT: AuditSubject = {
  run: 'run-1',
  action: 'redrive',
  principal: 'arn:aws:iam::123456789012:user/ada',
  account: '123456789012',
  region: 'eu-west-1',
  queue: 'https://sqs/dead-letters',
  destination: 'https://sqs/queue',
  filter: { reasons: ['expired'], redrives: { min: 0 }, since: new Date(0) },
};

const on = (id: string) => ({ id, account: SUBJECT.account, region: SUBJECT.region });

describe('the audit file', () => {
  let directory: string;
  let path: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'mailroom-audit-'));
    path = join(directory, 'below', 'audit.jsonl');
  });

  afterEach(() => rmSync(directory, { recursive: true }));

  const lines = () =>
    readFileSync(path, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));

  it('has a line for the start, and one for the end, of each run', async () => {
    for (const run of ['run-1', 'run-2']) {
      const audit = await Audit.start(path, { ...SUBJECT, run });
      await audit.end({ state: 'finished', counts: { redriven: 2 }, ids: ['a', 'b'] });
    }

    expect(lines().map(({ run, state }) => [run, state])).toEqual([
      ['run-1', 'started'],
      ['run-1', 'finished'],
      ['run-2', 'started'],
      ['run-2', 'finished'],
    ]);
    expect(lines()[1]).toEqual({
      time: expect.stringMatching(/^\d{4}-.*Z$/),
      ...SUBJECT,
      filter: { reasons: ['expired'], redrives: { min: 0 }, since: '1970-01-01T00:00:00.000Z' },
      state: 'finished',
      counts: { redriven: 2 },
      ids: ['a', 'b'],
    });
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('is there although the run is killed', async () => {
    const audit = await Audit.start(path, SUBJECT);
    expect(lines()).toMatchObject([{ state: 'started', principal: SUBJECT.principal }]);
    await audit.end({ state: 'finished', counts: {}, ids: [] });
  });

  it('cannot be started where it cannot be written', async () => {
    await expect(Audit.start(directory, SUBJECT)).rejects.toThrow('EISDIR');
  });

  it('tells what was done to a notification', async () => {
    const audit = await Audit.start(path, SUBJECT);
    await audit.end({ state: 'interrupted', counts: { redriven: 1 }, ids: ['a'] });
    appendFileSync(path, '{"cut short\nnull\n');

    expect(await actionsOn(on('a'), path)).toEqual([
      { time: expect.any(String), action: 'redrive', principal: SUBJECT.principal, state: 'interrupted' },
    ]);
    expect(await actionsOn(on('b'), path)).toEqual([]);
    expect(await actionsOn(on('a'), join(directory, 'none'))).toEqual([]);
  });

  it.each(['5', 'null', '"ids"', '{"ids":"a"}', '{"ids":["a"]}', '{"ids":["a"],"time":1}'])(
    'passes over a line that is none of its own: %s',
    async (line) => {
      const audit = await Audit.start(path, SUBJECT);
      await audit.end({ state: 'finished', counts: { redriven: 1 }, ids: ['a'] });
      appendFileSync(path, `${line}\n`);

      expect((await actionsOn(on('a'), path)).map(({ state }) => state)).toEqual(['finished']);
    },
  );

  it('tells when a command began, not when it wrote that it had ended', async () => {
    const ended = { ...SUBJECT, state: 'finished', counts: {}, ids: ['a'] };
    const [first, last] = ['2026-11-25T00:00:00.000Z', '2026-11-25T00:05:00.000Z'];
    const begin = { ...SUBJECT, time: first, state: 'started' };
    mkdirSync(join(directory, 'below'));
    appendFileSync(path, `${JSON.stringify(begin)}\n${JSON.stringify({ ...ended, time: last })}\n`);

    expect(await actionsOn(on('a'), path)).toMatchObject([{ time: first, state: 'finished' }]);
  });

  it.each([{ account: '000000000000' }, { region: 'us-east-1' }])(
    'says nothing of a notification that has the same id elsewhere: %j',
    async (elsewhere) => {
      const audit = await Audit.start(path, SUBJECT);
      await audit.end({ state: 'finished', counts: { redriven: 1 }, ids: ['a'] });

      expect(await actionsOn({ ...on('a'), ...elsewhere }, path)).toEqual([]);
    },
  );
});

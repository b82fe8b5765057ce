import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ShowDocument } from '../../cli/dlq/show/document.ts';
import type { StatusDocument } from '../../cli/status/document.ts';
import type { Pipeline } from '../../contract/pipelines.ts';
import type { ListDocument } from '../../words/dead-letters/list-document.ts';
import { UNPRINTABLE } from '../support/any/any-foreign-text.ts';
import type { RunningCommand } from '../support/command/a-command.ts';
import { MAILROOM, mailroom } from '../support/command/a-command.ts';
import { mailroomHere } from '../support/command/a-command-here.ts';
import { Operator } from '../support/command/an-operator.ts';
import { eventually } from '../support/eventually.ts';
import { idsOf, WITH_FEEDBACK } from '../support/stack/a-ledger.ts';

const EXPIRED = {
  reason: 'expired',
  error: 'Throttling',
  message: 'The retry horizon ended before it could be sent.',
};
const HOSTILE = {
  reason: '\u001b[2Jpwned\u202e by ada@example.com',
  error: '\u001b]0;title\u0007\u009b31m',
  message: 'one\ntwo\u001b]8;;http://example.com\u0007link',
};
const PLACE = { account: '000000000000', region: 'us-east-1', pipeline: 'Mail/Mail' };

let operator: Operator;

beforeAll(async () => {
  operator = await Operator.open(WITH_FEEDBACK);
});

afterAll(() => operator.close());

describe('mailroom dlq', () => {
  beforeAll(async () => {
    await operator.reset();
    await operator.put(idsOf(12, 'cured'), { evidence: { ...EXPIRED, redrives: 1 } });
    await operator.put(idsOf(3, 'bad'));
    await operator.put(['hostile-1'], {
      evidence: HOSTILE,
      body: 'no JSON \u202e ada@example.com\n\u009b2J',
      attributes: {
        tenant: { DataType: 'String', StringValue: '\u001b[31mada@example.com' },
        bin: { DataType: 'Binary', BinaryValue: Buffer.from([1, 2, 255]) },
      },
    });
  });

  const file = (name: string) => join(operator.folder, name);

  it('list groups by reason and error, with ids, and gives everything back', async () => {
    const { code, stdout, stderr } = await operator.run(['list']);

    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: 'Account 000000000000, region us-east-1, pipeline Mail/Mail (local stack)\n',
    });
    expect(stdout).toMatch(
      /^12 expired · Throttling\n {2}The retry horizon ended before it could be sent\.\n/,
    );
    expect(stdout).toContain('; 12 redriven before; the newest 5:\n');
    expect(stdout).toMatch(
      / {4}cured-00\d\d {2}.* {2}a\*\*\*@example\.com {2}redriven 1×\n {2}… and 7 more\n/,
    );
    expect(stdout).toContain('\n3 message-rejected · MessageRejected\n');
    expect(stdout).toMatch(
      /\n16 dead letters\.\n\nNext:\n.*\n.*show cured-.*\n.*\n.*redrive --reason expired --redrives any\n/,
    );
    expect(await operator.depth()).toEqual({ visible: 16, inFlight: 0 });
  });

  it('list --json prints one document and nothing else', async () => {
    const { code, groups, next, ...rest } = await operator.json<ListDocument>(['list']);

    expect(rest).toEqual({
      ...PLACE,
      ...{ queue: 'deadLetterQueue', matching: 16, received: 16, partial: [], notGivenBack: 0 },
    });
    expect(code).toBe(0);
    expect(next[1]).toEqual({
      text: expect.any(String),
      commands: ['npx amplify-mailroom dlq redrive --reason expired --redrives any'],
    });
    expect(groups[1]).toEqual({
      reason: 'message-rejected',
      error: 'MessageRejected',
      explanation: 'SES refuses the email itself.',
      ...{ count: 3, redriven: 0, oldest: expect.any(String), newest: expect.any(String) },
      letters: Array.from({ length: 3 }, () => ({
        id: expect.stringMatching(/^bad-000\d$/),
        messageId: expect.any(String),
        deadLettered: expect.stringMatching(/Z$/),
        redrives: 0,
        recipient: 'a***@example.com',
        recipients: 1,
      })),
    });
  });

  it.each<[string[], number]>([
    [['--reason', 'expired', '--reason', 'message-rejected', '--until', '1h'], 0],
    [['--error', 'MessageRejected', '--error', 'Throttling', '--since', '1h'], 15],
    [['--id', 'bad-0001', '--id', 'bad-0002', '--recipient-domain', 'example.com'], 2],
    [['--redrives', '1+'], 12],
  ])('list %j lists %d', async (filter, count) => {
    expect(await operator.json<ListDocument>(['list', ...filter])).toMatchObject({
      code: 0,
      matching: count,
      received: 16,
    });
  });

  it.each([
    [
      ['list', '--error', 'MessageRejecte'],
      'No dead letter has the error "MessageRejecte"; the nearest is MessageRejected.',
    ],
    [['export', '--out', 'slip.jsonl', '--error', 'messagerejected'], 'the nearest is MessageRejected.'],
    [['redrive', '--yes', '--error', 'Throtling'], 'the nearest is Throttling.'],
    [['purge', '--dry-run', '--recipient-domain', 'exmple.com'], 'the nearest is example.com.'],
    [['list', '--recipient-domain', 'ada@example.com'], 'Expected a domain'],
  ])('%j is wrong use, since nothing is called so', async (args, fault) => {
    const { code, stderr } = await operator.run(args);

    expect([code, stderr]).toEqual([2, expect.stringContaining(fault)]);
    expect(existsSync(file('slip.jsonl'))).toBe(false);
  });

  it('list stops at its limit, and says that it is not all', async () => {
    const { code, stdout } = await operator.run(['list', '--limit', '2', '--show-recipients']);

    expect(code).toBe(0);
    expect(stdout).toMatch(/^NOT THE WHOLE PICTURE: The limit was reached\.\n/);
    expect(stdout).toContain('\nAt least 2 dead letters.\n');
    expect(stdout).not.toContain('***@');
  });

  it('list says that there is nothing', async () => {
    const { code, stdout } = await operator.run(['list', '--undelivered']);

    expect({ code, stdout }).toEqual({ code: 0, stdout: 'There are no undelivered notifications.\n' });
  });

  it('show tells everything of one, and who redrove it', async () => {
    const line = {
      time: '2026-01-01T00:00:00.000Z',
      action: 'redrive',
      principal: 'arn:ada',
      state: 'finished',
    };
    writeFileSync(file('audit.jsonl'), `${JSON.stringify({ ...PLACE, ...line, ids: ['cured-0003'] })}\n`);

    const { code, stdout } = await operator.run(['show', 'cured-0003', '--audit', 'audit.jsonl']);
    const shown = await operator.json<ShowDocument>([
      'show',
      'cured-0003',
      '--audit',
      'audit.jsonl',
      '--show-recipients',
    ]);

    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^cured-0003\n {2}The retry horizon ended before it could be sent\.\n\nreason {6}expired\n/,
    );
    expect(stdout).toMatch(
      /\n {2}2026-01-01T00:00:00\.000Z {2}redriven by arn:ada\n.* published .*\n.* entered the queue .*\n.* last attempt to send it .*\n.* dead letter .*\n/,
    );
    expect(stdout).toContain('\n  "recipient": "a***@example.com"');
    expect(shown).toEqual({
      ...{ code: 0, ...PLACE, queue: 'deadLetterQueue', partial: [], notGivenBack: 0, missing: [] },
      letters: [
        {
          ...{ id: 'cured-0003', messageId: expect.any(String) },
          ...{ reason: 'expired', error: 'Throttling', explanation: EXPIRED.message },
          ...{
            recipient: 'ada@example.com',
            cc: null,
            bcc: null,
            attempts: 1,
            receives: expect.any(Number),
            redrives: 1,
          },
          ...{ messageGroupId: null, traceHeader: null },
          history: expect.arrayContaining([
            { ...line, event: 'redrive', action: undefined, afterMilliseconds: null },
          ]),
          attributes: { mailroom: { dataType: 'String', stringValue: expect.stringContaining('expired') } },
          payload: expect.stringContaining('"recipient":"ada@example.com"'),
        },
      ],
    });
  });

  it('show finds a message by its own id too', async () => {
    const { groups } = await operator.json<ListDocument>(['list', '--id', 'bad-0001']);
    const messageId = groups[0]?.letters[0]?.messageId ?? '';

    expect(await operator.json<ShowDocument>(['show', messageId])).toMatchObject({
      code: 0,
      letters: [{ id: 'bad-0001' }],
    });
  });

  it('show takes several ids, in their order, and tells those that nothing has', async () => {
    const ids = ['cured-0007', 'nobody', 'bad-0001', 'cured-0007'];
    const { code, letters, missing } = await operator.json<ShowDocument>(['show', ...ids]);

    expect(letters.map(({ id }) => id)).toEqual(['cured-0007', 'bad-0001']);
    expect([code, missing]).toEqual([1, ['nobody']]);
    expect(await operator.run(['show', ...ids])).toMatchObject({
      stdout: expect.stringMatching(/^2 dead letters\.\n\ncured-0007\n/),
      stderr: expect.stringContaining('There is no dead letter with the id "nobody"'),
    });
  });

  it('show ends with 1 where there is none, and says so', async () => {
    const found = await operator.run(['show', 'nobody\u202e']);
    const { code, letters } = await operator.json<ShowDocument>(['show', 'nobody']);

    expect(found).toMatchObject({ code: 1, stdout: '' });
    expect(found.stderr).toContain(
      'There is no dead letter with the id "nobody\uFFFD": "npx amplify-mailroom dlq list" tells',
    );
    expect({ code, letters }).toEqual({ code: 1, letters: [] });
  });

  it('lets nothing harmful reach the terminal', async () => {
    const commands = [
      ['list'],
      ['list', '--show-recipients', '--json'],
      ['show', 'hostile-1'],
      ['show', 'hostile-1', '--show-recipients', '--json'],
      ['export'],
    ];
    for (const command of commands) {
      const { code, stdout } = await operator.run(command);

      expect(code).toBe(0);
      expect(stdout).toContain('pwned');
      expect(stdout.replaceAll('\n', '')).not.toMatch(UNPRINTABLE);
    }
  });

  it('masks addresses wherever they are', async () => {
    for (const command of [
      ['list'],
      ['list', '--json'],
      ['show', 'hostile-1'],
      ['show', 'hostile-1', '--json'],
    ]) {
      const { stdout } = await operator.run(command);

      expect(stdout).toContain('a***@example.com');
      expect(stdout).not.toContain('ada@example.com');
    }
  });

  it('export writes whole dead letters to stdout, and counts on stderr', async () => {
    const { code, stdout, stderr } = await operator.run(['export', '--id', 'hostile-1']);

    expect(code).toBe(0);
    expect(stderr).toMatch(/\nExported 1 dead letter\.\n$/);
    expect(JSON.parse(stdout)).toMatchObject({
      id: 'hostile-1',
      reason: HOSTILE.reason,
      body: 'no JSON \u202e ada@example.com\n\u009b2J',
      attributes: { bin: { dataType: 'Binary', binaryValue: 'AQL/' } },
    });
  });

  it('export --out writes a file for its owner alone, and never over another', async () => {
    const first = await operator.run(['export', '--out', 'all.jsonl', '--reason', 'expired']);
    const second = await operator.run(['export', '--out', 'all.jsonl']);

    expect(first).toMatchObject({ code: 0, stdout: '' });
    expect(first.stderr).toMatch(/\nExported 12 dead letters to all\.jsonl\.\n$/);
    expect(statSync(file('all.jsonl')).mode & 0o777).toBe(0o600);
    const lines = readFileSync(file('all.jsonl'), 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line).id).sort()).toEqual(idsOf(12, 'cured'));
    expect(second.code).toBe(2);
    expect(second.stderr).toMatch(/\nall\.jsonl exists already: name another file with --out\.\n$/);
  });

  it('tells in one sentence that a queue is gone, and leaves no empty export', async () => {
    const folder = operator.aFolder({ sqs: 'http://127.0.0.1:1' });

    for (const command of [['list'], ['show', 'x'], ['export', '--out', 'none.jsonl']]) {
      const { code, stdout, stderr } = await operator.run(command, folder);

      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toMatch(/^Account .*\nAWS could not be reached \(ECONNREFUSED\): [^\n]*\n$/);
    }
    expect(existsSync(join(folder, 'none.jsonl'))).toBe(false);
  });

  it.each([
    [['list', '--limit', '0'], /Expected a whole number above 0\./],
    [['list', '--since', 'yesterday'], /Expected a time ago/],
    [['show'], /missing required argument 'ids'/],
    [['list', '--topic-arn', 'arn:aws:sns:us-east-1:000000000000:mail'], /A topic alone does not tell/],
  ])('ends with 2 at wrong use: %j', async (args, fault) => {
    const { code, stdout, stderr } = await operator.run(args);

    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(fault);
  });

  it.each(['list', 'export', 'list --json'])('%s ends quietly where nobody reads on', async (command) => {
    const line = `${process.execPath} ${MAILROOM} dlq ${command}; echo $? > code`;
    const shell = spawn('/bin/sh', ['-c', `(${line}) | true`], { cwd: operator.folder, stdio: 'pipe' });
    let stderr = '';
    shell.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    await once(shell, 'close');

    expect(readFileSync(file('code'), 'utf8')).toBe('0\n');
    expect(stderr).toMatch(/^Account [^\n]*\n(Exported [^\n]*\n)?$/);
    expect(await operator.depth()).toEqual({ visible: 16, inFlight: 0 });
  });

  it.each(['list', 'export'])(
    '%s tells at Ctrl-C what it has seen, and gives everything back',
    async (name) => {
      let command: RunningCommand | undefined;
      let receives = 0;
      const folder = await operator.aProxiedFolder((action, body) => {
        // The first answers are to be there, and a second signal would end it at once.
        if (action === 'ReceiveMessage' && ++receives === 5) command?.process.kill('SIGINT');
        return action === 'ReceiveMessage' ? { ...body, MaxNumberOfMessages: 1 } : body;
      });
      command = operator.start([name], folder);

      expect(await command.exitCode).toBe(130);
      const { stdout, stderr } = command.output;
      expect(stdout + stderr).toContain('NOT THE WHOLE PICTURE: It was interrupted.');
      expect(stdout).toMatch(/cured|bad|hostile/);
      expect(await operator.depth()).toEqual({ visible: 16, inFlight: 0 });
    },
  );
});

describe('mailroom status', () => {
  beforeAll(async () => {
    await operator.reset();
    await operator.put(idsOf(2, 'bad'));
  });

  const status = (args: readonly string[] = [], folder = operator.folder) =>
    mailroomHere(folder, ['status', ...args]);

  it('tells on one screen how the pipeline is doing', async () => {
    const { code, stdout } = await status();

    expect(stdout).toMatch(
      /\nwaiting {7}0\nin flight {5}0\ndead letters {2}2\n {2}2 {2}message-rejected · MessageRejected\n/,
    );
    expect(stdout).toMatch(
      /\nundelivered {3}0\nredrive {7}none\nSES {11}0 sent in 24 hours.*\nfeedback {6}.*\nreputation {4}.*\nalarms {8}.*\n.*\n\nNext:\n {2}Dead letters are not sent by themselves\.\n {4}npx amplify-mailroom dlq list\n$/,
    );
    expect(stdout.split('\n').length).toBeLessThan(24);
    expect(code).toBe(0);
  });

  it('--json prints one document', async () => {
    const { stdout } = await status(['--json']);

    expect(JSON.parse(stdout)).toMatchObject({
      ...PLACE,
      time: expect.stringMatching(/Z$/),
      queue: { value: { visible: 0, inFlight: 0, delayed: 0 } },
      deadLetters: { value: { visible: 2, groups: [{ reason: 'message-rejected', count: 2 }], partial: [] } },
      undelivered: { value: { visible: 0 } },
      moveTask: { value: null },
      quota: { value: { daily: null, sentLast24Hours: 0 } },
      alarms: { value: expect.any(Array) },
    });
  });

  it('tells nothing of feedback where the pipeline has none', async () => {
    const [[name, { functions, ...pipeline } = {} as Pipeline] = ['']] = Object.entries(
      operator.ledger.stack.pipelines,
    );
    const { emailer } = functions;
    const folder = operator.aFolder({}, { [name]: { ...pipeline, functions: { emailer } } });

    const { stdout } = await status([], folder);

    expect(stdout).not.toMatch(/feedback|reputation/);
    expect(JSON.parse((await status(['--json'], folder)).stdout)).toMatchObject({
      feedback: { value: null },
    });
  });

  it('tells what an outage holds, why, how old it is, and when it is tried again', async () => {
    const error = { code: 'AccountSendingPausedException', message: 'Paused', status: 400 };
    await operator.ledger.stack.ses.configure({ error });
    await operator.ledger.publish(idsOf(25, 'held'));

    const held = await eventually(
      async () => JSON.parse((await status(['--json'])).stdout) as StatusDocument,
      ({ postponed }) => 'value' in postponed && postponed.value[0]?.count === 25,
    );
    await operator.ledger.stack.ses.configure({ error: null });

    expect(held).toMatchObject({
      queue: { value: { visible: 0, inFlight: 25 } },
      postponed: { value: [{ kind: 'held', reason: 'account-paused' }] },
      next: [{ text: expect.stringContaining('paused') }, {}, {}],
    });
    const [{ oldest, nextAttempt, lastAttempt } = {}] = 'value' in held.postponed ? held.postponed.value : [];
    expect([oldest, held.time, nextAttempt, lastAttempt].toSorted()).toEqual([
      oldest,
      held.time,
      nextAttempt,
      lastAttempt,
    ]);
    // Both are told to the millisecond.
    const seconds = (Date.parse(held.time) - Date.parse(oldest ?? '')) / 1000;
    expect(held.oldestSeconds).toEqual({ value: expect.closeTo(seconds, 1) });
  });

  it('ends with 1 where a part could not be read, and tells the others', async () => {
    const { code, stdout } = await status([], operator.aFolder({ ses: 'http://127.0.0.1:1' }));

    expect(code).toBe(1);
    expect(stdout).toContain('\nSES           could not be read: AWS could not be reached (ECONNREFUSED)');
    expect(stdout).toContain('\ndead letters  2\n');
  });

  it('--watch prints one after the other where there is no terminal, and ends with 0 at Ctrl-C', async () => {
    const watch = mailroom(operator.folder, ['status', '--watch']);
    await watch.printed('every 5 s until Ctrl-C');

    watch.process.kill('SIGINT');

    expect(await watch.exitCode).toBe(0);
    expect(watch.output.stdout).not.toContain('\u001b');
  });

  it('ends with 2 for a topic alone', async () => {
    const { code, stderr } = await status(['--topic-arn', 'arn:aws:sns:us-east-1:000000000000:mail']);

    expect(code).toBe(2);
    expect(stderr).toContain('A topic alone does not tell its queues');
  });
});

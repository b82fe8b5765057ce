import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { isAlive } from '../../contract/is-alive.ts';
import { type LocalStack, startLocalStack } from '../../local/index.ts';
import { writeStackFile } from '../../local/stack-file.ts';
import { mailroom, type RunningCommand } from '../support/command/a-command.ts';
import { CommandHere, mailroomHere } from '../support/command/a-command-here.ts';
import { eventually } from '../support/eventually.ts';
import { aPipelineApp } from '../support/stack/a-pipeline-app.ts';
import { removeDirectory } from '../support/stack/an-assembly.ts';

const SEND = ['send', '--to', 'ada@example.com', '--subject', 'Grüße', '--body', 'It works'];

describe('the command mailroom', () => {
  let app: string;
  let folder: string;
  const running: RunningCommand[] = [];

  beforeAll(() => {
    app = aPipelineApp({ Notifications: { sourceAddress: 'sender@example.com' } });
  });

  afterAll(() => removeDirectory(app));

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'mailroom-folder-'));
  });

  afterEach(async () => {
    for (const command of running.splice(0)) {
      command.process.kill('SIGINT');
      await command.exitCode;
    }
    removeDirectory(folder);
  });

  const local = (...args: string[]) => ['local', '--app', app, '--port', '0', ...args];

  /** Starts a command that does not end by itself, in a process of its own. */
  function start(args: readonly string[]): RunningCommand {
    const command = mailroom(folder, args);
    running.push(command);
    return command;
  }

  /** Runs a stack, and interrupts it once it is ready and `meanwhile` is done. */
  async function interrupted(args: readonly string[], meanwhile = async () => {}) {
    const command = new CommandHere(folder, args);
    try {
      await command.printed('Mailroom is ready');
      await meanwhile();
    } finally {
      command.interrupt();
      await command.ended;
    }
    return command.ended;
  }

  const stackFile = () => join(folder, '.local/stack.json');
  const readStackFile = () => JSON.parse(readFileSync(stackFile(), 'utf8'));
  const subjectsIn = async (inboxUrl: string) => {
    const { emails } = (await (await fetch(`${inboxUrl}/store`)).json()) as { emails: { subject: string }[] };
    return emails.map(({ subject }) => subject);
  };

  it('local runs an app until Ctrl-C, and send publishes to it', async () => {
    const stack = start(local());
    await stack.printed('Mailroom is ready');
    const { inboxUrl, endpoints, pipelines, pid } = readStackFile();

    writeFileSync(join(folder, 'note.txt'), 'Grüße');
    const others = ['--to', 'bob@example.com', '--cc', 'kim@example.com'];
    const send = mailroom(folder, [...SEND, ...others, '--attach', 'note.txt', '--tenant', 'acme']);
    expect(await send.exitCode).toBe(0);
    expect(send.output.stdout).toMatch(/^[0-9a-f-]{36}\n$/);
    expect(send.output.stderr).toContain(
      'Account 000000000000, region us-east-1, pipeline Mail/Notifications (local stack)',
    );
    expect(
      await eventually(
        () => subjectsIn(inboxUrl),
        ({ length }) => length > 0,
      ),
    ).toEqual(['Grüße']);
    expect(await (await fetch(`${inboxUrl}/store`)).json()).toMatchObject({
      emails: [
        {
          destination: { to: ['ada@example.com', 'bob@example.com'], cc: ['kim@example.com'], bcc: [] },
          attachments: [{ filename: 'note.txt', content: Buffer.from('Grüße').toString('base64') }],
        },
      ],
    });
    expect(pid).toBe(stack.process.pid);
    expect(stack.output.stdout).toContain(inboxUrl);
    expect(Object.keys(endpoints).sort()).toEqual([
      ...['cloudwatch', 'dynamodb', 'lambda', 's3', 'ses', 'sns', 'sqs', 'sts'],
    ]);
    expect(Object.keys(pipelines)).toEqual(['Mail/Notifications']);

    stack.process.kill('SIGINT');
    expect(await stack.exitCode).toBe(0);
    expect(existsSync(stackFile())).toBe(false);
    await expect(fetch(inboxUrl)).rejects.toThrow('fetch failed');
  });

  it('local reports at Ctrl-C what was granted and not used', async () => {
    const { code, stdout } = await interrupted(local('--report-permissions'));

    expect(code).toBe(0);
    expect(stdout).toMatch(
      /Permissions since the start:\n(.*\n)* {4}granted and not used:\n(.*\n)* {6}ses:SendEmail on arn:/,
    );
  });

  it('local checks nothing with --no-permissions, and so has nothing to report', async () => {
    const { code, stdout } = await interrupted(local('--no-permissions', '--report-permissions'));

    expect(code).toBe(0);
    expect(stdout).toMatch(/Permissions since the start:\n$/);
  });

  it('local refuses to start a second time while the first still starts', async () => {
    const both = [1, 2].map(() => start(local()));

    const first = await Promise.race(both.map(({ exitCode }) => exitCode));

    expect(first).toBe(2);
    expect(both.map(({ output }) => output.stderr).join('')).toContain('in this folder');
    await Promise.any(both.map((each) => each.printed('Mailroom is ready')));
  });

  it('local names a port that is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;

    const { code, stderr } = await mailroomHere(folder, local('--port', String(port)));
    taken.close();

    expect(code).toBe(1);
    expect(stderr).toMatch(new RegExp(`^[^\\n]*\\b${port}\\b[^\\n]*taken[^\\n]*\\n$`));
  });

  it('local leaves nothing running where it cannot say that it runs', async () => {
    writeFileSync(join(folder, '.local'), 'a file, where a folder has to be');

    const stack = start(local());

    expect(await stack.exitCode).toBe(1);
    expect(stack.output.stderr).toContain('.local');
  });

  it('local ends at the first Ctrl-C while the backend is still being synthesized', async () => {
    mkdirSync(join(folder, 'amplify'));
    const started = join(folder, 'started');
    writeFileSync(
      join(folder, 'amplify/backend.ts'),
      `require('node:fs').writeFileSync('${started}', String(process.pid)); for (;;) {}`,
    );
    const stack = start(['local', '--port', '0']);
    await eventually(() => existsSync(started) && readFileSync(started, 'utf8') !== '', Boolean);

    stack.process.kill('SIGINT');

    expect(await stack.exitCode).toBe(130);
    const synthesis = Number(readFileSync(started, 'utf8'));
    await eventually(
      () => isAlive(synthesis),
      (alive) => !alive,
    );
  });

  it('local takes its send rate, latency and fail rate over to SES', async () => {
    let settings: unknown;

    await interrupted(local('--send-rate', '2.5', '--latency', '30', '--fail-rate', '0.5'), async () => {
      settings = await (await fetch(`${readStackFile().inboxUrl}/_mailroom/ses`)).json();
    });

    expect(settings).toMatchObject({ sendRate: 2.5, latencyMilliseconds: 30, failRate: 0.5 });
  });

  it('send refuses what is no notification, before it looks for a target', async () => {
    const send = ['send', '--to', 'ada@', '--subject', 's', '--body', 'b'];

    expect(await mailroomHere(folder, send)).toEqual({
      code: 2,
      stdout: '',
      stderr: 'recipient: expected an email address, got "ada@"\n',
    });
  });

  it.each([
    ['--attach', 'gone.pdf', /^The file of --attach cannot be read: ENOENT: .*gone\.pdf'\.\n$/],
    [
      '--attach',
      'tool.exe',
      /^attachments\.0\.filename: expected a file of a kind that SES takes, got "tool\.exe"\n$/,
    ],
    [
      '--tenant',
      'a b',
      /^tenant: expected 1 to 128 printable characters of ASCII, without spaces, got "a b"\n$/,
    ],
  ])('send refuses %s %s', async (option, value, stderr) => {
    writeFileSync(join(folder, 'tool.exe'), '');

    expect(await mailroomHere(folder, [...SEND, option, value])).toEqual({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(stderr),
    });
  });

  it('says in one line that it needs a newer Node', async () => {
    const older = `data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:'20.19.0'}})`;

    const command = mailroom(folder, ['--help'], ['--import', older]);

    expect(await command.exitCode).toBe(2);
    expect(command.output).toEqual({
      stdout: '',
      stderr:
        'amplify-mailroom needs Node.js 24 or later, this is 20.19.0: for this project alone, npm install --save-dev node@24 brings it.\n',
    });
  });

  describe('where a local stack runs', () => {
    let stack: LocalStack;

    beforeAll(async () => {
      stack = await startLocalStack({ app });
    });

    beforeEach(() => writeStackFile(stack, folder));

    afterAll(() => stack.stop());

    it('local refuses to start a second time in one folder', async () => {
      const { code, stderr } = await mailroomHere(folder, local());

      expect(code).toBe(2);
      expect(stderr).toContain('A local stack already runs in this folder');
    });

    it('invoke runs a function by what the developer called it, and prints what it returns', async () => {
      const event = { recipient: 'ada@example.com', subject: 'Invoked', body: 'It works' };

      const { code, stdout, stderr } = await mailroomHere(folder, [
        'invoke',
        'publisher',
        JSON.stringify(event),
      ]);

      expect({ code, stderr }).toEqual({
        code: 0,
        stderr: expect.stringMatching(/^Mail-NotificationsPublisher\w+\n$/),
      });
      expect(JSON.parse(stdout)).toEqual({ id: expect.any(String), messageId: expect.any(String) });
      expect(
        await eventually(
          () => subjectsIn(stack.inboxUrl),
          (subjects) => subjects.includes('Invoked'),
        ),
      ).toContain('Invoked');
    });

    it('invoke ends with 1 and the function’s own error where it fails', async () => {
      const { code, stdout, stderr } = await mailroomHere(folder, ['invoke', 'publisher', '{"subject":1}']);

      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toMatch(/Publisher\w+ failed: Error: .*subject: expected a string/);
    });

    it.each([
      [['nobody'], /^The local stack runs no function nobody; those that it runs: Mail-Notifications\w+, /],
      [['notifications'], /^Several functions may be meant by notifications: name one of Mail-/],
      [['publisher', '{subject'], /^The event is not JSON: /],
    ])('invoke refuses %j, and runs nothing', async (args, sentence) => {
      const { code, stderr } = await mailroomHere(folder, ['invoke', ...args]);

      expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(sentence) });
    });

    it('a test invokes a function by that name too', async () => {
      const event = { recipient: 'ada@example.com', subject: 'In a test', body: 'It works' };

      expect(await stack.invoke('publisher', event)).toHaveProperty('messageId');
      await expect(stack.invoke('nobody', event)).rejects.toThrow('The local stack runs no function nobody');
    });

    it('send takes a choice where a deployed backend is there too', async () => {
      const { pipelines } = stack;
      writeFileSync(join(folder, 'amplify_outputs.json'), JSON.stringify({ custom: { pipelines } }));

      const undecided = await mailroomHere(folder, SEND);
      const decided = await mailroomHere(folder, [...SEND, '--local']);

      expect(undecided.code).toBe(2);
      expect(undecided.stderr).toContain('choose with --local or --outputs');
      expect(decided.code).toBe(0);
    });
  });
});

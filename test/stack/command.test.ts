import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { isAlive } from '../../ops/is-alive.ts';
import { mailroom, type RunningCommand } from '../support/a-command.ts';
import { aPipelineApp } from '../support/a-pipeline-app.ts';
import { removeDirectory } from '../support/an-assembly.ts';
import { eventually } from '../support/eventually.ts';

const SEND = ['send', '--to', 'ada@example.com', '--subject', 'Grüße', '--body', 'It works'];

describe('the command mailroom', () => {
  let app: string;
  let folder: string;
  const running: RunningCommand[] = [];

  beforeAll(() => {
    app = aPipelineApp({ Notifications: { sourceAddress: 'sender@example.com' } });
  });

  afterAll(() => removeDirectory(app));

  afterEach(async () => {
    for (const command of running.splice(0)) {
      command.process.kill('SIGINT');
      await command.exitCode;
    }
    removeDirectory(folder);
  });

  async function aRunningStack(...args: string[]): Promise<RunningCommand> {
    folder = mkdtempSync(join(tmpdir(), 'mailroom-folder-'));
    const local = mailroom(folder, ['local', '--app', app, '--port', '0', ...args]);
    running.push(local);
    await local.printed('Mailroom is ready');
    return local;
  }

  const stackFile = () => join(folder, '.local/stack.json');
  const readStackFile = () => JSON.parse(readFileSync(stackFile(), 'utf8'));
  const subjectsIn = async (inboxUrl: string) => {
    const { emails } = (await (await fetch(`${inboxUrl}/store`)).json()) as { emails: { subject: string }[] };
    return emails.map(({ subject }) => subject);
  };

  it('local runs an app until Ctrl-C, and send publishes to it', async () => {
    const local = await aRunningStack();
    const { inboxUrl, endpoints, pipelines, pid } = readStackFile();

    const send = mailroom(folder, SEND);
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
    expect(pid).toBe(local.process.pid);
    expect(local.output.stdout).toContain(inboxUrl);
    expect(Object.keys(endpoints).sort()).toEqual([
      ...['cloudwatch', 'dynamodb', 'lambda', 'ses', 'sns', 'sqs', 'sts'],
    ]);
    expect(Object.keys(pipelines)).toEqual(['Mail/Notifications']);

    local.process.kill('SIGINT');
    expect(await local.exitCode).toBe(0);
    expect(existsSync(stackFile())).toBe(false);
    await expect(fetch(inboxUrl)).rejects.toThrow('fetch failed');
  });

  it('local reports at Ctrl-C what was granted and not used', async () => {
    const local = await aRunningStack('--report-permissions');

    local.process.kill('SIGINT');
    expect(await local.exitCode).toBe(0);
    expect(local.output.stdout).toMatch(
      /Permissions since the start:\n(.*\n)* {4}granted and not used:\n(.*\n)* {6}ses:SendEmail on arn:/,
    );
  });

  it('local checks nothing with --no-permissions, and so has nothing to report', async () => {
    const local = await aRunningStack('--no-permissions', '--report-permissions');

    local.process.kill('SIGINT');
    expect(await local.exitCode).toBe(0);
    expect(local.output.stdout).toMatch(/Permissions since the start:\n$/);
  });

  it('local refuses to start a second time in one folder', async () => {
    await aRunningStack();

    const second = mailroom(folder, ['local', '--app', app, '--port', '0']);

    expect(await second.exitCode).toBe(2);
    expect(second.output.stderr).toContain('A local stack already runs in this folder');
  });

  it('local refuses to start a second time while the first still starts', async () => {
    folder = mkdtempSync(join(tmpdir(), 'mailroom-folder-'));
    const both = [1, 2].map(() => mailroom(folder, ['local', '--app', app, '--port', '0']));
    running.push(...both);

    const first = await Promise.race(both.map(({ exitCode }) => exitCode));

    expect(first).toBe(2);
    expect(both.map(({ output }) => output.stderr).join('')).toContain('in this folder');
    await Promise.any(both.map((each) => each.printed('Mailroom is ready')));
  });

  it('local names a port that is taken', async () => {
    folder = mkdtempSync(join(tmpdir(), 'mailroom-folder-'));
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;

    const local = mailroom(folder, ['local', '--app', app, '--port', String(port)]);

    expect(await local.exitCode).toBe(1);
    expect(local.output.stderr).toMatch(new RegExp(`^[^\\n]*\\b${port}\\b[^\\n]*taken[^\\n]*\\n$`));
    taken.close();
  });

  it('local leaves nothing running where it cannot say that it runs', async () => {
    folder = mkdtempSync(join(tmpdir(), 'mailroom-folder-'));
    writeFileSync(join(folder, '.local'), 'a file, where a folder has to be');

    const local = mailroom(folder, ['local', '--app', app, '--port', '0']);

    expect(await local.exitCode).toBe(1);
    expect(local.output.stderr).toContain('.local');
  });

  it('local ends at the first Ctrl-C while the backend is still being synthesized', async () => {
    folder = mkdtempSync(join(tmpdir(), 'mailroom-folder-'));
    mkdirSync(join(folder, 'amplify'));
    const started = join(folder, 'started');
    writeFileSync(
      join(folder, 'amplify/backend.ts'),
      `require('node:fs').writeFileSync('${started}', String(process.pid)); for (;;) {}`,
    );
    const local = mailroom(folder, ['local', '--port', '0']);
    await eventually(() => existsSync(started) && readFileSync(started, 'utf8') !== '', Boolean);

    local.process.kill('SIGINT');

    expect(await local.exitCode).toBe(130);
    const synthesis = Number(readFileSync(started, 'utf8'));
    await eventually(
      () => isAlive(synthesis),
      (alive) => !alive,
    );
  });

  it('local takes its send rate, latency and fail rate over to SES', async () => {
    await aRunningStack('--send-rate', '2.5', '--latency', '30', '--fail-rate', '0.5');

    const settings = await (await fetch(`${readStackFile().inboxUrl}/_mailroom/ses`)).json();

    expect(settings).toMatchObject({ sendRate: 2.5, latencyMilliseconds: 30, failRate: 0.5 });
  });

  it('send takes a choice where a local stack and a deployed backend are both there', async () => {
    await aRunningStack();
    const { pipelines } = readStackFile();
    writeFileSync(join(folder, 'amplify_outputs.json'), JSON.stringify({ custom: { pipelines } }));

    const undecided = mailroom(folder, SEND);
    expect(await undecided.exitCode).toBe(2);
    expect(undecided.output.stderr).toContain('choose with --local or --outputs');

    const decided = mailroom(folder, [...SEND, '--local']);
    expect(await decided.exitCode).toBe(0);
  });

  it('send refuses what is no notification, before it looks for a target', async () => {
    folder = mkdtempSync(join(tmpdir(), 'mailroom-folder-'));

    const send = mailroom(folder, ['send', '--to', 'ada@', '--subject', 's', '--body', 'b']);

    expect(await send.exitCode).toBe(2);
    expect(send.output).toEqual({ stdout: '', stderr: 'recipient: expected an email address, got "ada@"\n' });
  });

  it('says in one line that it needs a newer Node', async () => {
    folder = mkdtempSync(join(tmpdir(), 'mailroom-folder-'));
    const older = `data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:'20.19.0'}})`;

    const command = mailroom(folder, ['--help'], ['--import', older]);

    expect(await command.exitCode).toBe(2);
    expect(command.output).toEqual({
      stdout: '',
      stderr: 'amplify-mailroom needs Node.js 24 or later, this is 20.19.0.\n',
    });
  });
});

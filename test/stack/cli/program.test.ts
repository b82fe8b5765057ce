import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CreateTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { LocalStackFile } from '../../../contract/local-stack-file.ts';
import { type SnsSqsEmulator, startSnsSqs } from '../../../local/services/sns-sqs/fauxqs.ts';
import { mailroomHere } from '../../support/command/a-command-here.ts';
import {
  type AProject,
  aPipeline,
  aStackFile,
  outputsWith,
  Projects,
} from '../../support/command/a-project.ts';

const LOCAL = aStackFile({ 'App/mail': aPipeline('mail', 'us-east-1') });
const DEPLOYED = outputsWith({ 'App/mail': aPipeline('mail') });
const SEND = ['send', '--to', 'ada@example.com', '--subject', 'Hello', '--body', 'It works'];

describe('run', () => {
  const projects = new Projects();
  let stdout: string;
  let stderr: string;

  afterEach(() => projects.remove());

  /** Runs the command line in a project's folder. */
  async function mailroom(args: readonly string[], project: AProject = {}): Promise<number | null> {
    const ended = await mailroomHere(projects.create(project), args);
    ({ stdout, stderr } = ended);
    return ended.code;
  }

  it.each([[['--help']], [['send', '--help']], [['local', '--help']], [['help', 'send']]])(
    'ends with 0 after help: %j',
    async (args) => {
      expect(await mailroom(args)).toBe(0);
      expect(stdout).toMatch(/^Usage: amplify-mailroom/);
      expect(stderr).toBe('');
    },
  );

  it('gives its version', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));

    expect(await mailroom(['--version'])).toBe(0);
    expect(stdout).toBe(`${version}\n`);
  });

  it.each<[string, readonly string[], RegExp]>([
    ['nothing', [], /^Usage: amplify-mailroom/],
    ['an unknown command', ['deliver'], /unknown command 'deliver'/],
    ['an unknown option', [...SEND, '--loud'], /unknown option '--loud'/],
    [
      'a missing option',
      ['send', '--to', 'ada@example.com'],
      /required option '--subject <text>' not specified/,
    ],
    ['a missing value', ['send', '--to'], /option '--to <address>' argument missing/],
    ['a wrong port', ['local', '--port', '99999'], /Expected a whole number from 0 to 65530\./],
    ['a wrong share', ['local', '--fail-rate', '2'], /Expected a number from 0 to 1\./],
    [
      'a second address that is none',
      [...SEND, '--to', 'ada@'],
      /recipient\.1: expected an email address, got "ada@"/,
    ],
    ['no target', SEND, /^Neither a running local stack nor an amplify_outputs\.json/],
    ['a topic that is none', [...SEND, '--topic-arn', 'mail'], /^"mail" is not the ARN of a topic/],
    ['options that exclude each other', [...SEND, '--local', '--outputs'], /exclude each other/],
    ['no backend to run', ['local'], /^There is no amplify\/backend\.ts, or \.js, \.mjs or \.cjs, in /],
  ])('ends with 2 where it is given %s', async (_, args, fault) => {
    expect(await mailroom(args)).toBe(2);
    expect(stderr).toMatch(fault);
    expect(stdout).toBe('');
  });

  it('ends with 2 where both a local stack and a deployed backend are there', async () => {
    expect(await mailroom(SEND, { stack: LOCAL, outputs: DEPLOYED })).toBe(2);
    expect(stderr).toMatch(/choose with --local or --outputs\.\n$/);
  });

  it('does not publish to what only the file in the folder names, where there is nobody to ask', async () => {
    expect(await mailroom(SEND, { outputs: DEPLOYED })).toBe(2);
    expect(stderr).toMatch(/^Account 123456789012, region eu-west-1, pipeline App\/mail/);
    expect(stderr).toMatch(/may be a sandbox's or production's: name it with --outputs, or give --yes\.\n$/);
  });

  it('says which stack it acts on', async () => {
    const pipeline = { ...aPipeline('mail'), stackName: 'amplify-d1-main-branch-x' };
    expect(await mailroom(SEND, { outputs: outputsWith({ 'App/mail': pipeline }) })).toBe(2);
    expect(stderr).toContain('region eu-west-1, stack amplify-d1-main-branch-x, pipeline App/mail');
  });

  it('ends with 2 where the outputs are malformed', async () => {
    expect(await mailroom(SEND, { outputs: '{' })).toBe(2);
    expect(stderr).toMatch(/amplify_outputs\.json cannot be read as JSON/);
  });

  it('ends with 2 where a local stack runs in the folder already', async () => {
    const inbox = createServer((_, response) => response.end()).listen(0, '127.0.0.1');
    await once(inbox, 'listening');
    const inboxUrl = `http://127.0.0.1:${(inbox.address() as AddressInfo).port}`;

    const code = await mailroom(['local'], { stack: { ...LOCAL, inboxUrl } });
    inbox.close();

    expect(code).toBe(2);
    expect(stderr).toContain(
      `A local stack already runs in this folder (process ${process.pid}, inbox ${inboxUrl})`,
    );
  });

  describe('with a topic', () => {
    let emulator: SnsSqsEmulator;
    let stack: LocalStackFile;

    beforeAll(async () => {
      emulator = await startSnsSqs({ port: 0 });
      stack = await aStackOf(emulator);
    });

    afterAll(() => emulator.stop());

    it('publishes, with the id alone on stdout and what it acted on on stderr', async () => {
      const code = await mailroom([...SEND, '--id', 'n-1'], { stack });

      expect({ code, stdout, stderr }).toEqual({
        code: 0,
        stdout: 'n-1\n',
        stderr:
          'Account 000000000000, region us-east-1, pipeline App/mail (local stack)\nThe inbox is at http://127.0.0.1:8025\n',
      });
    });

    it('ends with 1 where the topic is gone', async () => {
      const topicArn = 'arn:aws:sns:us-east-1:000000000000:gone';
      const gone = { ...aPipeline('gone', 'us-east-1'), topicArn };

      const code = await mailroom(SEND, { stack: { ...stack, pipelines: { 'App/mail': gone } } });

      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toMatch(/\n.*Topic does not exist.*\n$/);
    });
  });
});

/** What `.local/stack.json` would hold of an emulator with one topic. */
async function aStackOf({ url }: SnsSqsEmulator): Promise<LocalStackFile> {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const sns = new SNSClient({ region: 'us-east-1', endpoint: url, credentials });
  const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: 'mail' }));
  sns.destroy();
  const stack = aStackFile({ 'App/mail': { topicArn: TopicArn, functions: {} } });
  return { ...stack, endpoints: { ...stack.endpoints, sns: url } };
}

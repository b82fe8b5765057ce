import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { run } from '../../../cli/program.ts';
import { widthOf } from '../../../words/width.ts';

const LOOKING = ['status', 'dlq list', 'dlq show', 'dlq export', 'dlq redrive', 'dlq purge', 'show'];

const SUPPRESSED = ['suppressed list', 'suppressed remove', 'suppressed add'];

describe('the help of mailroom', () => {
  let stdout: string;

  beforeEach(() => {
    stdout = '';
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
      stdout += text;
      return true;
    });
  });

  afterEach(() => {
    jest.restoreAllMocks();
  });

  const help = (command: string) => run(['node', 'mailroom', ...`${command} --help`.trim().split(' ')]);

  it.each([
    '',
    'suppressed',
    ...SUPPRESSED,
    'send',
    'local',
    'invoke',
    'check',
    'console',
    'dlq',
    ...LOOKING,
  ])('%s fits 80 columns', async (command) => {
    expect(await help(command)).toBe(0);
    expect(stdout.split('\n').filter((line) => widthOf(line) > 80)).toEqual([]);
  });

  it.each([...LOOKING, ...SUPPRESSED])('%s has an example', async (command) => {
    await help(command);
    expect(stdout).toMatch(new RegExp(`Examples?:(.*\n)*  npx amplify-mailroom ${command}`));
  });

  it.each(LOOKING)('%s says what looking does to a queue', async (command) => {
    await help(command);
    expect(stdout.replaceAll('\n', ' ')).toMatch(/hides each .*raises its receive count/);
  });
});

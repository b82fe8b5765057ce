import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mailroom } from '../support/command/a-command.ts';
import { mailroomHere } from '../support/command/a-command-here.ts';
import { aPipelineApp } from '../support/stack/a-pipeline-app.ts';
import { removeDirectory } from '../support/stack/an-assembly.ts';

describe('mailroom check, as it is built', () => {
  let sound: string;
  let silent: string;

  beforeAll(() => {
    const props = { sourceAddress: 'sender@example.com' };
    sound = aPipelineApp({ Notifications: props });
    silent = aPipelineApp({ Notifications: { ...props, alarms: false } });
  });

  afterAll(() => {
    for (const directory of [sound, silent]) removeDirectory(directory);
  });

  it('ends with 0 on a pipeline of ours', async () => {
    const { code, stderr } = await mailroomHere(sound, ['check', sound]);

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it('ends with 1 on one without alarms, and prints one document', async () => {
    const check = mailroom(silent, ['check', '.', '--json']);

    expect(await check.exitCode).toBe(1);
    const { findings } = JSON.parse(check.output.stdout) as { findings: { rule: string; path: string }[] };
    expect(findings.map(({ rule, path }) => `${rule} ${path}`).sort()).toEqual([
      'dead-letter-alarm Mail/Notifications/DeadLetterQueue/Resource',
      'dead-letter-alarm Mail/Notifications/UndeliveredQueue/Resource',
    ]);
  });

  it('ends with 2 where nothing was synthesized', async () => {
    const { code, stderr } = await mailroomHere('/', ['check']);

    expect(code).toBe(2);
    expect(stderr).toMatch(/^There is no cloud assembly in cdk.out/);
  });
});

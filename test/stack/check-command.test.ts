import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { mailroom } from '../support/command/a-command.ts';
import { mailroomHere } from '../support/command/a-command-here.ts';
import { PROJECT } from '../support/construct/synth-backend.ts';
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
      'dead-letter-alarm Mail/Notifications/FeedbackDeadLetterQueue/Resource',
      'dead-letter-alarm Mail/Notifications/UndeliveredQueue/Resource',
    ]);
  });

  it.each<[what: string, args: readonly string[], code: number]>([
    ['with 2, which says nothing of faults', ['check', '.', '--json'], 2],
    ['with 1, as other commands do', ['--help'], 1],
  ])('ends %s where its output cannot be written', (_, args, code) => {
    const full = openSync('/dev/full', 'w');
    const { status, stderr } = spawnSync(process.execPath, [join(PROJECT, 'dist/cli/mailroom.js'), ...args], {
      cwd: sound,
      stdio: ['ignore', full, 'pipe'],
      encoding: 'utf8',
    });
    closeSync(full);

    expect({ status, stderr }).toEqual({
      status: code,
      stderr: 'The output could not be written (ENOSPC).\n',
    });
  });

  describe('in an Amplify project where nothing was synthesized', () => {
    let project: string;

    /** A backend in a language that needs no package here. */
    function backend(program: string): void {
      mkdirSync(join(project, 'amplify'), { recursive: true });
      writeFileSync(join(project, 'amplify/backend.mjs'), program);
    }

    beforeEach(() => {
      project = mkdtempSync(join(tmpdir(), 'mailroom-project-'));
    });

    afterEach(() => removeDirectory(project));

    it('synthesizes the backend, and checks that', async () => {
      backend(
        `import { cpSync } from 'node:fs'; cpSync(${JSON.stringify(silent)}, process.env.CDK_OUTDIR, { recursive: true });`,
      );

      const { code, stdout, stderr } = await mailroomHere(project, ['check']);

      expect({ code, stderr }).toEqual({
        code: 1,
        stderr: 'Synthesizing the Amplify backend into .local/check\n',
      });
      expect(stdout).toContain('.local/check: 2 pipelines');
    });

    it('tells itself what the plugin in a backend finds', async () => {
      const validated = pathToFileURL(join(PROJECT, 'test/fixtures/validated/backend.ts')).href;
      backend(`await import(${JSON.stringify(validated)});`);

      const { code, stdout } = await mailroomHere(project, ['check']);

      expect(code).toBe(1);
      expect(stdout).toContain('error  dead-letter-queue');
      expect(stdout.replace(/\s+/g, ' ')).toContain(': closed by a policy of the organization');
    });

    it('ends with 2 and what the backend says where that fails', async () => {
      backend(`throw new Error('No such table');`);

      const { code, stderr } = await mailroomHere(project, ['check']);

      expect(code).toBe(2);
      expect(stderr).toContain('No such table');
      expect(stderr).not.toContain('Report it');
    });
  });

  it('ends with 2 where nothing was synthesized', async () => {
    const { code, stderr } = await mailroomHere('/', ['check']);

    expect(code).toBe(2);
    expect(stderr).toMatch(/^There is no cloud assembly in cdk.out/);
  });
});

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import yaml from 'yaml';
import { Documentation } from './documentation.ts';
import { theInstallation } from './installation.ts';
import { runIn } from './run-in.ts';

/** What both files run between installing and deploying. */
const CHECKS = [
  'npx tsc --noEmit --project amplify',
  'node synth.js',
  'npx amplify-mailroom check',
  'node --test',
];

/** Every command of the document that checks, as it stands there. */
const COMMAND = /npx amplify-mailroom check[^\n`]*/g;

const { app } = theInstallation();
const documentation = new Documentation('docs/ci.md');

describe('the documentation of continuous integration', () => {
  it('has a workflow for GitHub that installs, and then checks', () => {
    const workflow = yaml.parse(documentation.block('yaml', '# .github/workflows/backend.yml'));

    const steps: Record<string, unknown>[] = workflow.jobs.backend.steps;
    expect(Object.keys(workflow.on)).toEqual(['push', 'pull_request']);
    expect(steps.flatMap(({ run }) => run ?? [])).toEqual(['npm install', ...CHECKS]);
  });

  it('has a build specification for Amplify that checks before it deploys', () => {
    const { version, backend, frontend } = yaml.parse(documentation.block('yaml', '# amplify.yml'));

    expect(version).toBe(1);
    expect(backend.phases.build.commands).toEqual([
      'nvm install 24',
      'npm install --cache .npm --prefer-offline',
      ...CHECKS,
      'npx ampx pipeline-deploy --branch $AWS_BRANCH --app-id $AWS_APP_ID',
    ]);
    expect(Object.keys(frontend)).toEqual(['phases', 'artifacts', 'cache']);
  });

  it('has jobs for the pages of GitHub and GitLab, which show what was found even where the check fails', () => {
    const github = yaml.parse(documentation.block('yaml', '# .github/workflows/code-scanning.yml'));
    const gitlab = yaml.parse(documentation.block('yaml', '# .gitlab-ci.yml'));

    const [check, upload] = github.jobs.mailroom.steps.slice(-2);
    expect(check.run).toMatch(/ > mailroom\.sarif$/);
    expect(upload).toMatchObject({ if: '${{ !cancelled() }}', with: { sarif_file: 'mailroom.sarif' } });
    expect(gitlab.mailroom.script.at(-1)).toMatch(/ > mailroom\.xml$/);
    expect(gitlab.mailroom.artifacts).toEqual({ when: 'always', reports: { junit: 'mailroom.xml' } });
  });

  describe('in a fresh Amplify app', () => {
    let ended: Record<string, { exitCode: number | null; output: string }>;

    beforeAll(async () => {
      writeFileSync(join(app, 'synth.js'), documentation.files()['synth.js'] ?? '');
      ended = {};
      for (const command of CHECKS) {
        const { exitCode, stdout, stderr } = await runIn(app, command);
        ended[command] = { exitCode, output: `${stdout}${stderr}` };
      }
    });

    it.each(CHECKS)('succeeds with %s', (command) => {
      expect(ended[command]).toEqual({ exitCode: 0, output: expect.any(String) });
    });

    // In their order: a baseline is written before it is used.
    it.each(documentation.matches(COMMAND))('checks by %s', async (command) => {
      const { exitCode, stdout, stderr } = await runIn(app, command);

      // The pipeline is sound, so there is nothing to except.
      const isUnused = command.includes('--except');
      expect({ exitCode, stderr: stderr.replace(/^.*: 0 findings written\n$/, '') }).toEqual({
        exitCode: isUnused ? 1 : 0,
        stderr: '',
      });
      if (isUnused) expect(stdout).toContain('unused-exception');
    });

    it('writes what the pages read', () => {
      const log = JSON.parse(readFileSync(join(app, 'mailroom.sarif'), 'utf8'));

      expect(log).toMatchObject({ version: '2.1.0', runs: [{ results: [] }] });
      expect(readFileSync(join(app, 'mailroom.xml'), 'utf8')).toMatch(
        /^<\?xml .*\n<testsuites name="amplify-mailroom check" tests="\d+" failures="0" /,
      );
    });

    it('checks before a commit, by the hook for pre-commit and by that of its documentation', async () => {
      const [hook] = yaml.parse(readFileSync('.pre-commit-hooks.yaml', 'utf8'));
      const config = yaml.parse(
        new Documentation('docs/testing.md').block('yaml', '# .pre-commit-config.yaml'),
      );

      const [local] = config.repos[0].hooks;
      expect(local.entry).toBe(hook.entry);
      expect(await runIn(app, hook.entry)).toMatchObject({ exitCode: 0, stderr: '' });
    });
  });
});

import { writeFileSync } from 'node:fs';
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

const { app } = theInstallation();
const documentation = new Documentation('docs/ci.md');

describe('the documentation of continuous integration', () => {
  it('has a workflow for GitHub that installs, and then checks', () => {
    const workflow = yaml.parse(documentation.block('yaml', '# .github/workflows/'));

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
  });
});

import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { theInstallation } from './installation.ts';
import { runIn } from './run-in.ts';

const { app } = theInstallation();

describe('the installed plugin, with the oldest CDK that Amplify takes', () => {
  it('fails a synth, and names the construct in a nested stack', async () => {
    copyFileSync('test/fixtures/validated/app.ts', join(app, 'validated.mts'));

    const { exitCode, stdout, stderr } = await runIn(app, 'node validated.mts');

    expect(exitCode).toBe(1);
    expect(`${stdout}${stderr}`).toMatch(/dead-letter-queue[\s\S]*Mail\/Nested\/Queue\/Resource/);
  });
});

import { describe, expect } from '@jest/globals';
import { theInstallation } from './installation.ts';
import { OLD_NODE, onOldNode } from './old-node.ts';
import { runIn, shellEnvironment } from './run-in.ts';

const { app } = theInstallation();

describe('the installed package on Node.js 20', () => {
  onOldNode('says in one line that the command needs a newer one', async () => {
    const ended = await runIn(app, 'npx amplify-mailroom --version', shellEnvironment(OLD_NODE));

    expect(ended).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: expect.stringMatching(
        /^amplify-mailroom needs Node\.js 24 or later, this is 20\.\d+\.\d+: for this project alone, npm install --save-dev node@24 brings it\.\n$/,
      ),
    });
  });

  onOldNode('imports the construct and the publisher', async () => {
    const program = "await import('amplify-mailroom'); await import('amplify-mailroom/publisher');";

    const { exitCode, stderr } = await runIn(
      app,
      `node --input-type=module --eval "${program}"`,
      shellEnvironment(OLD_NODE),
    );

    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  });
});

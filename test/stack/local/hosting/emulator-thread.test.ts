import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from '@jest/globals';
import { EmulatorThread } from '../../../../local/hosting/emulator-thread.ts';

const SERVE_THREAD = new URL('../../../../dist/local/hosting/serve-thread.js', import.meta.url).href;

describe('EmulatorThread', () => {
  const ended: (() => unknown)[] = [];

  afterEach(async () => {
    for (const end of ended.splice(0).reverse()) await end();
  });

  /** Starts a thread whose server is `served`, an expression. */
  async function start(served: string, workerData?: unknown): Promise<EmulatorThread> {
    const folder = mkdtempSync(join(tmpdir(), 'mailroom-thread-'));
    ended.push(() => rmSync(folder, { recursive: true }));
    const program = join(folder, 'program.mjs');
    writeFileSync(
      program,
      `import { workerData } from 'node:worker_threads';
       import { serveThread } from '${SERVE_THREAD}';
       await serveThread(async () => (${served}));`,
    );
    const thread = await EmulatorThread.start(pathToFileURL(program), workerData);
    ended.push(() => thread.stop());
    return thread;
  }

  it('tells where its server listens, and gives its answers', async () => {
    const thread = await start(
      `{ url: workerData, answers: { twice: (value) => value * 2, later: async () => 'later' } }`,
      'http://here',
    );

    expect(thread.url).toBe('http://here');
    expect(await Promise.all([thread.ask('later'), thread.ask('twice', 4)])).toEqual(['later', 8]);
  });

  it('says why its server does not listen', async () => {
    await expect(start(`(() => { throw new Error('Port 1 is taken'); })()`)).rejects.toThrow(
      'Port 1 is taken',
    );
  });

  it('gives its program neither variables nor options of this process', async () => {
    const answers = 'answers: { environment: () => [{ ...process.env }, process.execArgv] }';

    expect(await (await start(`{ url: '', ${answers} }`)).ask('environment')).toEqual([{}, []]);
  });

  it('does not leave a question open when it ends, nor take one afterwards', async () => {
    const thread = await start(`{ url: 'http://here', answers: { never: () => new Promise(() => {}) } }`);
    const asked = expect(thread.ask('never')).rejects.toThrow('The emulator at http://here has stopped.');

    await thread.stop();

    await asked;
    await expect(thread.ask('never')).rejects.toThrow('The emulator at http://here has stopped.');
  });
});

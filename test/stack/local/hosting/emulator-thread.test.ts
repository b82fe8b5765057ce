import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from '@jest/globals';
import { SkippingClock } from '../../../../local/clock/clock.ts';
import { EmulatorThread } from '../../../../local/hosting/emulator-thread.ts';

const SERVE_THREAD = new URL('../../../../dist/local/hosting/serve-thread.js', import.meta.url).href;

describe('EmulatorThread', () => {
  const ended: (() => unknown)[] = [];

  afterEach(async () => {
    for (const end of ended.splice(0).reverse()) await end();
  });

  /** Starts a thread whose server is `served`, an expression. */
  async function start(served: string, options: object = {}): Promise<EmulatorThread> {
    const folder = mkdtempSync(join(tmpdir(), 'mailroom-thread-'));
    ended.push(() => rmSync(folder, { recursive: true }));
    const program = join(folder, 'program.mjs');
    writeFileSync(
      program,
      `import { serveThread } from '${SERVE_THREAD}';
       serveThread(async (options) => ({ end: async () => false, ...${served} }));`,
    );
    const thread = await EmulatorThread.start(pathToFileURL(program), options);
    ended.push(() => thread.stop());
    return thread;
  }

  it('tells where its server listens, and gives its answers', async () => {
    const thread = await start(
      `{ url: options.url, answers: { twice: (value) => value * 2, later: async () => 'later' } }`,
      { url: 'http://here' },
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

  describe('whose emulator has ended', () => {
    /** Tells how often this thread has started one. */
    const program = (isClean: boolean) => {
      const folder = mkdtempSync(join(tmpdir(), 'mailroom-thread-'));
      ended.push(() => rmSync(folder, { recursive: true }));
      const file = join(folder, 'program.mjs');
      writeFileSync(
        file,
        `import { serveThread } from '${SERVE_THREAD}';
         let starts = 0;
         serveThread(async ({ clock }) => {
           starts += 1;
           return {
             url: String(starts),
             answers: { now: () => Date.now(), late: () => new Promise((resolve) => setTimeout(resolve, 50, 'late')) },
             end: async () => ${isClean},
           };
         });`,
      );
      return pathToFileURL(file);
    };
    const startOf = async (file: URL, clock?: SkippingClock) => {
      const thread = await EmulatorThread.start(file, { clock: clock?.memory });
      ended.push(() => thread.stop());
      return thread;
    };

    it('starts the next, where nothing of the last is left', async () => {
      const file = program(true);
      await (await startOf(file)).stop();

      const next = await startOf(file);

      expect(next.url).toBe('2');
      expect(await next.ask('late')).toBe('late');
    });

    it('starts none where something is left', async () => {
      const file = program(false);
      await (await startOf(file)).stop();

      expect((await startOf(file)).url).toBe('1');
    });

    it('starts none while it runs one', async () => {
      const file = program(true);

      const both = [await startOf(file), await startOf(file)];

      expect(both.map(({ url }) => url)).toEqual(['1', '1']);
    });

    it('does not take a late answer to the last for one of the next', async () => {
      const file = program(true);
      const last = await startOf(file);
      const asked = last.ask('late').catch(() => 'stopped');
      await last.stop();

      const next = await startOf(file);

      expect(await Promise.all([asked, next.ask('late')])).toEqual(['stopped', 'late']);
    });

    it('follows the clock of the next that skips, and stays with the machine’s where none does', async () => {
      const file = program(true);
      const ahead = (hours: number) => {
        const clock = new SkippingClock();
        clock.skipTo(Date.now() + hours * 3_600_000);
        return clock;
      };
      const hoursAhead = async (thread: EmulatorThread) =>
        Math.round(Math.abs(Number(await thread.ask('now')) - Date.now()) / 3_600_000);

      const seen: (string | number)[] = [];
      for (const clock of [ahead(5), ahead(2), undefined]) {
        const thread = await startOf(file, clock);
        seen.push(thread.url, await hoursAhead(thread));
        await thread.stop();
      }

      expect(seen).toEqual(['1', 5, '2', 2, '1', 0]);
    });
  });
});

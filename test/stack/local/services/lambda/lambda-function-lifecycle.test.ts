import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { eventually } from '../../../../support/eventually.ts';
import {
  aConfiguration,
  answered,
  failed,
  RunningFunctions,
  returning,
} from '../../../../support/local/a-running-function.ts';

/** Counts its own invocations, so that a test sees whether an environment is a new one. */
const COUNTING = 'let count = 0; export const handler = async () => (count += 1);';

/** Says that it has begun, and ends when the file in its event is there. */
const WAITING = `
import { existsSync } from 'node:fs';
export const handler = async ({ until }) => {
  console.log('begun');
  while (!existsSync(until)) await new Promise((done) => setTimeout(done, 5));
  return 'ended';
};`;

describe('LambdaFunction.retireEnvironments', () => {
  const functions = new RunningFunctions();

  afterEach(() => functions.end());

  it('lets the next invocation run the code that is on disk then', async () => {
    const { target, invoke, folder } = functions.start({ code: returning('"old"') });
    await invoke();
    writeFileSync(join(folder, 'index.mjs'), returning('"new"'));

    target.retireEnvironments();

    expect(await invoke()).toEqual(answered('new'));
  });

  it('lets an invocation end that runs, and does not use its environment again', async () => {
    const { target, invoke, folder, wrote } = functions.start({ code: WAITING });
    const until = join(folder, 'until');
    const running = invoke({ until });
    await wrote('begun');
    writeFileSync(join(folder, 'index.mjs'), returning('"new"'));

    target.retireEnvironments();
    writeFileSync(until, '');

    expect(await running).toEqual(answered('ended'));
    expect(await invoke()).toEqual(answered('new'));
  });
});

describe('LambdaFunction.reconfigure', () => {
  const functions = new RunningFunctions();

  afterEach(() => functions.end());

  it('takes a changed configuration for the next invocation', async () => {
    const { target, invoke, folder } = functions.start({ code: returning('process.env.GREETING ?? "none"') });
    await invoke();

    const changed = target.reconfigure(
      aConfiguration({ codeDirectory: folder, environment: { GREETING: 'hello' } }),
    );

    expect(changed).toBe(true);
    expect(await invoke()).toEqual(answered('hello'));
  });

  it('keeps its environments where nothing changed', async () => {
    const { target, invoke, folder } = functions.start({ code: COUNTING });
    await invoke();

    expect(target.reconfigure(aConfiguration({ codeDirectory: folder }))).toBe(false);
    expect(await invoke()).toEqual(answered(2));
  });
});

describe('LambdaFunction.stop', () => {
  const functions = new RunningFunctions();

  afterEach(() => functions.end());

  it('ends what runs', async () => {
    const { target, invoke, wrote } = functions.start({ code: WAITING });
    const running = invoke({ until: '/nowhere' });
    await wrote('begun');

    await target.stop();

    expect(await running).toEqual(failed('Sandbox.Stopped', 'The local stack stopped'));
  });

  it('ends what is still being loaded', async () => {
    const { target, invoke } = functions.start({ code: 'await new Promise(() => {});' });
    const running = invoke();

    await target.stop();

    expect(await running).toEqual(failed('Sandbox.Stopped', 'The local stack stopped'));
  });

  it('starts nothing any more', async () => {
    const { target, invoke, lines } = functions.start({ code: `console.log('loaded'); ${COUNTING}` });

    await target.stop();

    expect(await invoke()).toEqual(failed('Sandbox.Stopped', 'The local stack stopped'));
    expect(lines).toEqual([]);
  });
});

describe('LambdaFunction.killBusy', () => {
  const functions = new RunningFunctions();

  afterEach(() => functions.end());

  const KILLED = failed('Runtime.ExitError', 'Runtime exited with error: signal: killed');

  it('ends so many invocations as if their machines were gone, and leaves the others alone', async () => {
    const { target, invoke, folder, lines } = functions.start({ code: WAITING });
    const until = join(folder, 'until');
    const running = [invoke({ until }), invoke({ until }), invoke({ until })];
    await eventually(
      () => lines.filter((line) => line === 'begun'),
      ({ length }) => length === 3,
    );

    expect(target.killBusy(2)).toBe(2);
    writeFileSync(until, '');

    expect(await Promise.all(running)).toEqual([KILLED, KILLED, answered('ended')]);
  });

  it('ends all that are busy where no number is given, each once', async () => {
    const { target, invoke, wrote } = functions.start({ code: WAITING });
    const running = invoke({ until: '/nowhere' });
    await wrote('begun');

    expect([target.killBusy(), target.killBusy()]).toEqual([1, 0]);
    expect(await running).toEqual(KILLED);
  });

  it('ends none that waits for its next invocation', async () => {
    const { target, invoke } = functions.start({ code: COUNTING });
    await invoke();

    expect(target.killBusy()).toBe(0);
    expect(await invoke()).toEqual(answered(2));
  });

  it('lets the next invocation start in a new environment', async () => {
    const { target, invoke, folder, wrote } = functions.start({ code: WAITING });
    const running = invoke({ until: '/nowhere' });
    await wrote('begun');
    target.killBusy();
    await running;

    const until = join(folder, 'until');
    writeFileSync(until, '');

    expect(await invoke({ until })).toEqual(answered('ended'));
  });
});

describe('LambdaFunction.usage', () => {
  const functions = new RunningFunctions();

  afterEach(() => functions.end());

  it('counts invocations and cold starts, those that fail included', async () => {
    const code = `export const handler = async ({ fails }) => { if (fails) throw new Error('no'); };`;
    const { target, invoke } = functions.start({ code, memoryMegabytes: 256 });

    await Promise.all([invoke(), invoke({ fails: true })]);
    await invoke();

    expect(target.usage).toEqual({
      invocations: 3,
      coldStarts: 2,
      billedMilliseconds: expect.any(Number),
      memoryMegabytes: 256,
    });
  });

  it('bills the code outside the handler of a cold start, and whole milliseconds', async () => {
    const wait = (milliseconds: number) => `await new Promise((done) => setTimeout(done, ${milliseconds}));`;
    const { target, invoke } = functions.start({
      code: `${wait(200)} export const handler = async () => { ${wait(50)} };`,
    });

    await invoke();
    const cold = target.usage.billedMilliseconds;
    const startedAt = performance.now();
    await invoke();
    const took = performance.now() - startedAt;
    const warm = target.usage.billedMilliseconds - cold;

    // A timer may fire a millisecond early.
    expect(cold).toBeGreaterThanOrEqual(248);
    expect(warm).toBeGreaterThanOrEqual(49);
    expect(warm).toBeLessThanOrEqual(Math.ceil(took));
    expect([cold, warm].every(Number.isInteger)).toBe(true);
  });

  it('counts nothing for what is throttled', async () => {
    const { target, invoke } = functions.start({ code: COUNTING, reservedConcurrency: 0 });

    await invoke();

    expect(target.usage).toMatchObject({ invocations: 0, coldStarts: 0, billedMilliseconds: 0 });
  });
});

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { aConfiguration, answered, failed, RunningFunctions, returning } from './a-running-function.ts';

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

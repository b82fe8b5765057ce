import { afterEach, describe, expect, it } from '@jest/globals';
import { SkippingClock } from '../../../../../local/clock/clock.ts';
import { RunningFunctions, returning } from '../../../../support/local/a-running-function.ts';

const HOUR = 3_600_000;

describe('a function under a clock that skips', () => {
  const functions = new RunningFunctions();

  afterEach(() => functions.end());

  it('is told the time of the clock, also by the code outside its handler, and its own remaining time', async () => {
    const clock = new SkippingClock();
    clock.skipTo(Date.now() + 6 * HOUR);
    const { invoke } = functions.start({
      code: `const loaded = Date.now(); ${returning('[loaded, Number(new Date()), context.getRemainingTimeInMillis()]')}`,
      timeoutMilliseconds: 10_000,
      clock,
    });

    const result = await invoke();

    const [loaded, now, remaining] = JSON.parse((result as { payload: string }).payload);
    expect([loaded, now].map((at) => Math.round((at - Date.now()) / HOUR))).toEqual([6, 6]);
    expect(remaining).toBeGreaterThan(0);
    expect(remaining).toBeLessThanOrEqual(10_000);
  });

  it.each([
    ['answers', 'return 1'],
    ['throws', `throw new Error('no')`],
    ['crashes', 'process.exit(1)'],
    ['runs into its timeout', 'await new Promise(() => {})'],
  ])('is at work from an invocation’s start to its end where it %s', async (_, body) => {
    const clock = new SkippingClock();
    const { invoke } = functions.start({
      code: `export const handler = async () => { ${body}; };`,
      timeoutMilliseconds: 250,
      clock,
    });

    const running = invoke();
    const meanwhile = clock.isAtWork;
    await running;

    expect([meanwhile, clock.isAtWork]).toEqual([true, false]);
  });
});

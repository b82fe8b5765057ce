import { afterEach, describe, expect, it } from '@jest/globals';
import type { InvocationRecord } from '../../../../../local/services/lambda/invocation-record.ts';
import { RunningFunctions } from '../../../../support/local/a-running-function.ts';

describe('what is recorded of an invocation', () => {
  const functions = new RunningFunctions();

  afterEach(() => functions.end());

  function start(code: string, configuration: object = {}) {
    const records: InvocationRecord[] = [];
    const record = (each: InvocationRecord) => records.push(each);
    return { ...functions.start({ code, record, ...configuration }), records };
  }

  it('is when it began, by the stack’s clock, and how long its handler took', async () => {
    const { invoke, records } = start(
      `await new Promise((done) => setTimeout(done, 100)); export const handler = async () => {};`,
      { clock: { now: () => 1234, begin: () => {}, end: () => {}, memory: undefined } },
    );

    const startedAt = performance.now();
    await invoke();
    const took = performance.now() - startedAt;

    expect(records).toEqual([
      {
        kind: 'ended',
        at: 1234,
        durationMilliseconds: expect.any(Number),
        isError: false,
        concurrentExecutions: 1,
      },
    ]);
    const [record] = records;
    // The cold start of 100 ms is no part of it; a timer may fire a millisecond early.
    expect(record?.kind === 'ended' && record.durationMilliseconds).toBeLessThanOrEqual(took - 99);
  });

  it('is the timeout as the duration of what ran into it', async () => {
    const { invoke, records } = start(`export const handler = () => new Promise(() => {});`, {
      timeoutMilliseconds: 250,
    });

    await invoke();

    expect(records).toMatchObject([{ kind: 'ended', durationMilliseconds: 250, isError: true }]);
  });

  it.each([
    ['throws', `export const handler = async () => { throw new Error('no'); };`],
    ['ends its thread', `export const handler = async () => { process.exit(1); };`],
    ['does not load', `throw new Error('no');`],
  ])('is an error where the code %s', async (_, code) => {
    const { invoke, records } = start(code);

    await invoke();

    expect(records).toMatchObject([{ kind: 'ended', isError: true }]);
  });

  it('is how many there were at once, and which were throttled', async () => {
    const { invoke, records } = start(`export const handler = async () => {};`, { reservedConcurrency: 2 });

    await Promise.all([invoke(), invoke(), invoke()]);

    const told = records.map((each) => (each.kind === 'ended' ? each.concurrentExecutions : each.kind));
    expect(told.toSorted()).toEqual([1, 2, 'throttled']);
  });

  it('is nothing of what the stack’s end has ended', async () => {
    const { invoke, target, wrote, records } = start(
      `export const handler = () => { console.log('began'); return new Promise(() => {}); };`,
    );
    const ended = invoke();
    await wrote('began');

    await target.stop();
    await ended;

    expect(records).toEqual([]);
  });

  it('comes after everything that the code has logged', async () => {
    const { invoke, lines } = start(
      `export const handler = async () => { for (let i = 0; i < 500; i += 1) console.log('line ' + i); };`,
    );

    await invoke();

    expect(lines).toHaveLength(500);
  });
});

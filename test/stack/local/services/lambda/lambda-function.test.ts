import { afterEach, describe, expect, it } from '@jest/globals';
import {
  answered,
  failed,
  RunningFunctions,
  returning,
} from '../../../../support/local/a-running-function.ts';

/** Counts its own invocations, so that a test sees whether an environment is a new one. */
const COUNTING = 'let count = 0; export const handler = async () => (count += 1);';

describe('LambdaFunction.invoke', () => {
  const functions = new RunningFunctions();

  afterEach(() => functions.end());

  it('gives the event to the handler, and its answer to the caller', async () => {
    const { invoke } = functions.start({ code: returning('{ seen: event.a }') });

    expect(await invoke({ a: [1, 'é'] })).toEqual(answered({ seen: [1, 'é'] }));
  });

  it('answers null where the handler answers nothing', async () => {
    expect(await functions.start({ code: returning('undefined') }).invoke()).toEqual(answered(null));
  });

  it('takes a handler that is not asynchronous', async () => {
    expect(await functions.start({ code: 'export const handler = () => 5;' }).invoke()).toEqual(answered(5));
  });

  it('uses an environment again', async () => {
    const { invoke } = functions.start({ code: COUNTING });

    expect([await invoke(), await invoke()]).toEqual([answered(1), answered(2)]);
  });

  it('starts another environment for what comes at the same time', async () => {
    const { invoke } = functions.start({ code: COUNTING });

    expect(await Promise.all([invoke(), invoke()])).toEqual([answered(1), answered(1)]);
  });

  it('throttles what exceeds the reserved concurrency, and takes it later', async () => {
    const { invoke } = functions.start({ code: COUNTING, reservedConcurrency: 1 });

    const [first, second] = await Promise.all([invoke(), invoke()]);

    expect([first, second]).toEqual([answered(1), { kind: 'throttled' }]);
    expect(await invoke()).toEqual(answered(2));
  });

  it('throttles everything where nothing is reserved', async () => {
    expect(await functions.start({ code: COUNTING, reservedConcurrency: 0 }).invoke()).toEqual({
      kind: 'throttled',
    });
  });

  it.each<[string, string, ReturnType<typeof failed>]>([
    ['throws an error', `throw new TypeError('no')`, failed('TypeError', 'no')],
    ['throws text', `throw 'no'`, failed('string', 'no')],
    ['throws nothing', 'throw undefined', failed('undefined', 'undefined')],
    ['throws what has no text', 'throw Object.create(null)', failed('object', '[Object: null prototype] {}')],
    ['throws what has no text as a key', 'throw { toString: 1 }', failed('object', '{ toString: 1 }')],
    ['throws a symbol', `throw Symbol('no')`, failed('symbol', 'Symbol(no)')],
    [
      'throws an error named by a function',
      `throw Object.assign(new Error('no'), { name: () => {} })`,
      failed('Error', 'no'),
    ],
    [
      'throws an error whose message is a symbol',
      `const error = new Error(); error.message = Symbol('no'); error.stack = 'stack'; throw error`,
      failed('Error', 'a thrown object'),
    ],
    [
      'throws an error whose stack is a list',
      `Error.prepareStackTrace = (_, sites) => sites; throw new Error('no')`,
      failed('Error', 'no'),
    ],
    [
      'answers what throws what has no text',
      'return { toJSON: () => { throw Object.create(null); } }',
      failed('Runtime.MarshalError', 'Unable to stringify response body: [Object: null prototype] {}'),
    ],
    [
      'answers a circle',
      'const circle = {}; circle.self = circle; return circle',
      failed('Runtime.MarshalError', expect.stringContaining('Converting circular structure to JSON')),
    ],
    [
      'answers a BigInt',
      'return { big: 1n }',
      failed(
        'Runtime.MarshalError',
        'Unable to stringify response body: TypeError: Do not know how to serialize a BigInt',
      ),
    ],
  ])('gives an error where the handler %s, and keeps the environment', async (_, body, expected) => {
    const code = `let count = 0; export const handler = async (event) => { count += 1; if (event.count) return count; ${body}; };`;
    const { invoke, lines } = functions.start({ code });

    expect(await invoke()).toMatchObject(expected);
    expect(await invoke({ count: true })).toEqual(answered(2));
    expect(lines[0]).toMatch(new RegExp(`^${expected.error.errorType}: `));
  });

  it.each<[string, string, ReturnType<typeof failed>]>([
    ['ends its process', 'process.exit(3)', failed('Runtime.ExitError', 'Runtime exited with status 3')],
    [
      'throws outside of the invocation',
      `setTimeout(() => { throw new Error('late'); }); await new Promise(() => {})`,
      failed('Runtime.UnhandledError', 'late'),
    ],
    [
      'throws nothing outside of the invocation',
      `setTimeout(() => { throw null; }); await new Promise(() => {})`,
      failed('Runtime.UnhandledError', 'null'),
    ],
    [
      'throws what has no text outside of the invocation',
      `setTimeout(() => { throw { toString: 1 }; }); await new Promise(() => {})`,
      failed('Runtime.UnhandledError', '{ toString: 1 }'),
    ],
    [
      'rejects outside of the invocation',
      `Promise.reject(new Error('unheard')); await new Promise(() => {})`,
      failed('Runtime.UnhandledError', 'unheard'),
    ],
    [
      'runs out of memory',
      'const all = []; for (;;) all.push(new Array(100_000).fill(all.length))',
      failed('Runtime.OutOfMemory', expect.stringContaining('memory limit')),
    ],
  ])('gives an error where the handler %s, and starts another environment', async (_, body, expected) => {
    const code = `let count = 0; export const handler = async (event) => { count += 1; if (event.count) return count; ${body}; };`;
    const { invoke } = functions.start({ code, memoryMegabytes: 32 });

    expect(await invoke()).toMatchObject(expected);
    expect(await invoke({ count: true })).toEqual(answered(1));
  });

  it.each([
    ['waits', 'await new Promise(() => {})'],
    ['computes', 'for (;;) {}'],
  ])('ends an invocation that %s beyond its timeout', async (_, body) => {
    const code = `export const handler = async (event) => { if (event.stay) { ${body} } return 'in time'; };`;
    const { invoke } = functions.start({ code, timeoutMilliseconds: 250 });

    expect(await invoke({ stay: true })).toEqual(
      failed('Sandbox.Timedout', 'Task timed out after 0.25 seconds'),
    );
    expect(await invoke()).toEqual(answered('in time'));
  });

  it('gives an error for an event that is not JSON', async () => {
    const { target } = functions.start({ code: COUNTING });

    expect(await target.invoke('{"a":')).toMatchObject(failed('SyntaxError', expect.any(String)));
  });

  it('does not use an environment again that crashed while nobody waited for it', async () => {
    const code = `export const handler = async () => { setImmediate(() => { process.stdout.write('gone'); process.exit(1); }); return 'ok'; };`;
    const { invoke, wrote } = functions.start({ code });
    await invoke();
    await wrote('gone');

    expect(await invoke()).toEqual(answered('ok'));
  });
});

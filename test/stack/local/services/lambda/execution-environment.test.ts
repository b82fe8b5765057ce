import { afterEach, describe, expect, it } from '@jest/globals';
import { ExecutionEnvironment } from '../../../../../local/services/lambda/execution-environment.ts';
import {
  aConfiguration,
  answered,
  RunningFunctions,
  returning,
} from '../../../../support/local/a-running-function.ts';

describe('ExecutionEnvironment', () => {
  const functions = new RunningFunctions();

  afterEach(() => functions.end());

  it('gives its function the variables of its configuration, and none of this process', async () => {
    process.env.OF_THE_PARENT = 'secret';
    const { invoke } = functions.start({ code: returning('process.env'), environment: { OWN: 'value' } });

    const result = await invoke();
    delete process.env.OF_THE_PARENT;

    expect(JSON.parse((result as { payload: string }).payload)).toEqual({
      OWN: 'value',
      _X_AMZN_TRACE_ID: expect.stringMatching(/^Root=/),
      AWS_LAMBDA_LOG_STREAM_NAME: expect.stringMatching(/^local\/\[\$LATEST\][0-9a-f]{32}$/),
    });
  });

  it('keeps what a function does to its variables from this process and from other environments', async () => {
    const code = `export const handler = async () => { const before = process.env.MARK ?? null; process.env.MARK = 'set'; await new Promise((done) => setTimeout(done)); return before; };`;
    const { invoke } = functions.start({ code });

    expect(await Promise.all([invoke(), invoke()])).toEqual([answered(null), answered(null)]);
    expect(process.env.MARK).toBeUndefined();
  });

  it('describes the invocation in the context', async () => {
    const code = returning('{ ...context, remaining: typeof context.getRemainingTimeInMillis() }');
    const environment = {
      AWS_LAMBDA_FUNCTION_NAME: 'work',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
      AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/work',
    };

    const result = await functions.start({ code, environment }).invoke();

    expect(JSON.parse((result as { payload: string }).payload)).toEqual({
      awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      callbackWaitsForEmptyEventLoop: true,
      functionName: 'work',
      functionVersion: '$LATEST',
      invokedFunctionArn: 'arn:aws:lambda:eu-west-1:000000000000:function:work',
      memoryLimitInMB: '128',
      logGroupName: '/aws/lambda/work',
      logStreamName: expect.stringMatching(/^local\//),
      remaining: 'number',
    });
  });

  it('gives each invocation an id of its own', async () => {
    const { invoke } = functions.start({ code: returning('context.awsRequestId') });

    const [first, second] = [await invoke(), await invoke()];

    expect(first).not.toEqual(second);
  });

  it('counts the remaining time down from the timeout of this invocation', async () => {
    const code = `export const handler = async (event, context) => {
      const left = context.getRemainingTimeInMillis();
      while (context.getRemainingTimeInMillis() === left) await new Promise((done) => setTimeout(done, 1));
      return { inRange: left > 0 && left <= 10_000, sinks: context.getRemainingTimeInMillis() < left };
    };`;

    const { invoke } = functions.start({ code, timeoutMilliseconds: 10_000 });

    expect([await invoke(), await invoke()]).toEqual([
      answered({ inRange: true, sinks: true }),
      answered({ inRange: true, sinks: true }),
    ]);
  });

  it('hands on each line of stdout and stderr', async () => {
    const code = `console.log('loading'); export const handler = async () => { console.log('one'); process.stdout.write('tw'); process.stdout.write('o\\n'); console.error('three'); };`;
    const { invoke, lines, wrote } = functions.start({ code });

    await invoke();
    await wrote('three');
    await wrote('two');

    expect(lines.sort()).toEqual(['loading', 'one', 'three', 'two']);
  });

  it('hands on the last line of a function that ends without a newline', async () => {
    const code = `export const handler = async () => { process.stdout.write('last words'); process.exit(1); };`;
    const { invoke, wrote } = functions.start({ code });

    await invoke();

    expect(await wrote('last words')).toContain('last words');
  });

  it('reads stack traces by source maps where NODE_OPTIONS asks for it, and takes no other option', async () => {
    const environment = { NODE_OPTIONS: '--enable-source-maps --max-old-space-size=1' };
    const { invoke } = functions.start({ code: returning('process.execArgv'), environment });

    expect(await invoke()).toEqual(answered(['--enable-source-maps']));
  });

  it('is done for after a stop, and says so to whom it is given all the same', async () => {
    const codeDirectory = functions.folder({ 'index.mjs': returning('1') });
    const environment = new ExecutionEnvironment(aConfiguration({ codeDirectory }), () => {});
    expect(await environment.invoke('{}')).toEqual(answered(1));
    expect(environment.usable).toBe(true);

    await environment.stop();

    expect(environment.usable).toBe(false);
    expect(await environment.invoke('{}')).toMatchObject({
      kind: 'error',
      error: { errorType: 'Sandbox.Stopped' },
    });
  });
});

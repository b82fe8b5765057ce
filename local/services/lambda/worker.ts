/** The inside of an execution environment: Lambda's Node.js runtime, in a worker thread. */

import { types } from 'node:util';
import { parentPort, workerData } from 'node:worker_threads';
import { followClock } from '../../clock/shifted-date.ts';
import { messageOf, namedMessageOf, nameOf } from '../../hosting/thrown.ts';
import { type Handler, loadHandler } from './load-handler.ts';
import type { FunctionError, InvocationRequest, WorkerAnswer, WorkerSettings } from './protocol.ts';
import { provideSdk } from './provided-sdk.ts';
import { runtimeError } from './runtime-error.ts';
import { workIn } from './working-folder.ts';

const settings = workerData as WorkerSettings;
const { stdout } = process;
followClock(settings.clock);
provideSdk(process.cwd());
workIn(settings.codeDirectory);
let handler: Handler;
try {
  handler = await loadHandler(settings);
  answer({ kind: 'ready' });
} catch (error) {
  answer({ kind: 'error', error: describe(error) });
}

parentPort?.on('message', async (request: InvocationRequest) => {
  const ended = await run(request);
  if (stdout.writableLength > 0) await logged();
  answer(ended);
});

async function run(request: InvocationRequest): Promise<WorkerAnswer> {
  process.env._X_AMZN_TRACE_ID = request.traceHeader;
  try {
    const result = await call(handler, JSON.parse(request.payload), contextOf(request));
    return { kind: 'result', payload: marshal(result) };
  } catch (error) {
    return { kind: 'error', error: describe(error) };
  }
}

/** Resolves once what the code has logged is with the parent: its metrics count before the clock goes on. */
function logged(): Promise<void> {
  return new Promise((resolve) => {
    stdout.write('', () => resolve());
  });
}

/** A handler of an older runtime may answer by its third argument instead of by a promise. */
function call(handler: Handler, event: unknown, context: object): unknown {
  if (handler.length < 3) return handler(event, context);
  return new Promise((resolve, reject) => {
    const result = handler(event, context, (error, value) => (error ? reject(error) : resolve(value)));
    if (result instanceof Promise) result.then(resolve, reject);
  });
}

function marshal(result: unknown): string {
  try {
    return JSON.stringify(result) ?? 'null';
  } catch (cause) {
    throw runtimeError('MarshalError', `Unable to stringify response body: ${namedMessageOf(cause)}`, cause);
  }
}

function contextOf({ requestId, deadline }: InvocationRequest): object {
  const environment = process.env;
  const functionName = environment.AWS_LAMBDA_FUNCTION_NAME ?? '';
  return {
    awsRequestId: requestId,
    callbackWaitsForEmptyEventLoop: true,
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: settings.functionArn,
    memoryLimitInMB: environment.AWS_LAMBDA_FUNCTION_MEMORY_SIZE ?? '',
    logGroupName: environment.AWS_LAMBDA_LOG_GROUP_NAME ?? '',
    logStreamName: environment.AWS_LAMBDA_LOG_STREAM_NAME ?? '',
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
}

function describe(error: unknown): FunctionError {
  if (!(error instanceof Error || types.isNativeError(error))) {
    return { errorType: typeof error, errorMessage: plainMessageOf(error) };
  }
  return {
    errorType: nameOf(error) ?? 'Error',
    errorMessage: messageOf(error),
    trace: traceOf(error),
  };
}

/** Where something prepares stacks, one may be anything. */
function traceOf(error: Error): string[] {
  try {
    const { stack }: { stack?: unknown } = error;
    return typeof stack === 'string' ? stack.split('\n') : [];
  } catch {
    return [];
  }
}

/** As the runtime has it, where that has a text for it. */
function plainMessageOf(thrown: unknown): string {
  try {
    return String(thrown);
  } catch {
    return messageOf(thrown);
  }
}

function answer(message: WorkerAnswer): void {
  parentPort?.postMessage(message);
}

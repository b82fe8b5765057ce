/** The inside of an execution environment: Lambda's Node.js runtime, in a worker thread. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import type { FunctionError, InvocationRequest, WorkerAnswer, WorkerSettings } from './protocol.ts';

type Callback = (error: unknown, result?: unknown) => void;
type Handler = (event: unknown, context: object, callback?: Callback) => unknown;

/** The files that a module name may stand for, in the order in which the runtime looks for them. */
const EXTENSIONS = ['.js', '.mjs', '.cjs', ''];

const settings = workerData as WorkerSettings;
let handler: Handler;
try {
  handler = await loadHandler(settings);
  answer({ kind: 'ready' });
} catch (error) {
  answer({ kind: 'error', error: describe(error) });
}

parentPort?.on('message', async (request: InvocationRequest) => {
  try {
    const result = await call(handler, JSON.parse(request.payload), contextOf(request));
    answer({ kind: 'result', payload: JSON.stringify(result) ?? 'null' });
  } catch (error) {
    answer({ kind: 'error', error: describe(error) });
  }
});

async function loadHandler({ codeDirectory, handler: name, runtime }: WorkerSettings): Promise<Handler> {
  const dot = name.lastIndexOf('.');
  const module = name.slice(0, dot);
  const path = EXTENSIONS.map((extension) => join(codeDirectory, module + extension)).find(existsSync);
  if (path === undefined) throw runtimeError('ImportModuleError', `Cannot find module '${module}'`);
  const loaded = await import(pathToFileURL(path).href);
  const found: unknown = loaded[name.slice(dot + 1)] ?? loaded.default?.[name.slice(dot + 1)];
  if (typeof found !== 'function') throw runtimeError('HandlerNotFound', `${name} is undefined or not exported`);
  if (found.length > 2 && Number(/\d+/.exec(runtime)?.[0]) >= 24) {
    throw runtimeError('CallbackHandlerDeprecated', `${runtime} no longer takes handlers with a callback`);
  }
  return found as Handler;
}

/** A handler of an older runtime may answer by its third argument instead of by a promise. */
function call(handler: Handler, event: unknown, context: object): unknown {
  if (handler.length < 3) return handler(event, context);
  return new Promise((resolve, reject) => {
    const result = handler(event, context, (error, value) => (error ? reject(error) : resolve(value)));
    if (result instanceof Promise) result.then(resolve, reject);
  });
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
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error) };
  return {
    errorType: error.name,
    errorMessage: error.message,
    trace: error.stack?.split('\n') ?? [],
  };
}

function runtimeError(name: string, message: string): Error {
  return Object.assign(new Error(message), { name: `Runtime.${name}` });
}

function answer(message: WorkerAnswer): void {
  parentPort?.postMessage(message);
}

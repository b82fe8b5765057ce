import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { WorkerSettings } from './protocol.ts';
import { runtimeError } from './runtime-error.ts';

/** The older ones among the runtimes let a handler answer by its third argument. */
export type Handler = (event: unknown, context: object, callback?: Callback) => unknown;
type Callback = (error: unknown, result?: unknown) => void;

/** The files that a module name may stand for, in the order in which the runtime looks for them. */
const EXTENSIONS = ['.js', '.mjs', '.cjs', ''];

/** The first runtime that refuses handlers with a callback. */
const FIRST_WITHOUT_CALLBACKS = 24;

/**
 * Loads the function's module and gives its handler.
 *
 * @throws Error named as the runtime names it, where there is no such module or handler, or none that it takes.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html
 */
export async function loadHandler({
  codeDirectory,
  handler,
  runtime,
}: Pick<WorkerSettings, 'codeDirectory' | 'handler' | 'runtime'>): Promise<Handler> {
  const [, module = '', property = ''] = /^((?:.*\/)?[^./]+)\.(.+)$/.exec(handler) ?? [];
  if (module === '') throw runtimeError('MalformedHandlerName', `"${handler}" is not a module and an export`);
  const path = EXTENSIONS.map((extension) => join(codeDirectory, module + extension)).find(existsSync);
  if (path === undefined) throw runtimeError('ImportModuleError', `Cannot find module '${module}'`);
  const loaded = await load(realpathSync(path), realpathSync(codeDirectory));
  const found = exported(loaded, property) ?? exported(loaded.default, property);
  if (typeof found !== 'function') {
    throw runtimeError('HandlerNotFound', `${handler} is undefined or not exported`);
  }
  if (found.length > 2 && Number(/\d+/.exec(runtime)?.[0]) >= FIRST_WITHOUT_CALLBACKS) {
    throw runtimeError('CallbackHandlerDeprecated', `${runtime} no longer takes handlers with a callback`);
  }
  return found as Handler;
}

async function load(path: string, codeDirectory: string): Promise<{ default?: unknown }> {
  requireAsInLambda(codeDirectory);
  try {
    return isCommonJs(path, codeDirectory)
      ? createRequire(path)(path)
      : await import(pathToFileURL(path).href);
  } catch (error) {
    const { code, message } = Object(error) as NodeJS.ErrnoException;
    if (code === 'MODULE_NOT_FOUND' || code === 'ERR_MODULE_NOT_FOUND') {
      throw runtimeError('ImportModuleError', message, error);
    }
    if (error instanceof SyntaxError) throw runtimeError('UserCodeSyntaxError', message, error);
    throw error;
  }
}

/**
 * In Lambda nothing is above the function's folder. Here a project is, whose package.json would make an ES module
 * of every file that ends in `.js`.
 */
function requireAsInLambda(codeDirectory: string): void {
  const { extensions } = createRequire(import.meta.url);
  const original = extensions['.js'];
  extensions['.js'] = (module, path) => {
    if (!path.startsWith(codeDirectory + sep) || !isCommonJs(path, codeDirectory)) {
      original?.(module, path);
      return;
    }
    (module as CompilingModule)._compile(readFileSync(path, 'utf8'), path, 'commonjs');
  };
}

/** Node's own modules, with what loaders of other languages build on. */
interface CompilingModule extends NodeJS.Module {
  _compile(code: string, path: string, format: 'commonjs'): void;
}

/** Whether a `.js` file is CommonJS by what stands in the function's own folder. */
function isCommonJs(path: string, codeDirectory: string): boolean {
  if (!path.endsWith('.js')) return false;
  for (let folder = dirname(path); folder.startsWith(codeDirectory); folder = dirname(folder)) {
    const description = join(folder, 'package.json');
    if (existsSync(description)) return JSON.parse(readFileSync(description, 'utf8')).type !== 'module';
  }
  return true;
}

/** The export `a.b`, as a handler name may put it. */
function exported(module: unknown, property: string): unknown {
  return property
    .split('.')
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], module);
}

import { createRequire, syncBuiltinESMExports } from 'node:module';
import { isAbsolute, resolve } from 'node:path';

type Functions = Record<string, unknown>;

/** What takes two paths. Of a link that is symbolic, the target is relative to the link. */
const TWO_PATHS = new Set(['copyFile', 'cp', 'link', 'rename']);
const SECOND_PATH = new Set(['symlink']);

/** Its pattern is none of a file, and is relative to a folder that it is given. */
const NO_PATH = new Set(['glob']);

/**
 * Has the code of this thread work in the folder of the function, as in Lambda. A thread has the working folder of its process,
 * so relative paths are resolved where they are given to `node:fs`, and `process.cwd` tells the folder. What else starts from the
 * process's own, such as a child process without a `cwd`, still does.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
export function workIn(folder: string): void {
  const require = createRequire(import.meta.url);
  const files = require('node:fs') as Functions & { readonly promises: Functions };
  for (const functions of [files, files.promises]) resolvePathsOf(functions, folder);
  process.cwd = () => folder;
  syncBuiltinESMExports();
}

function resolvePathsOf(functions: Functions, folder: string): void {
  for (const [name, original] of Object.entries(functions)) {
    // What begins with a capital is a class.
    if (typeof original !== 'function' || !/^[a-z]/.test(name)) continue;
    const operation = name.replace(/Sync$/, '');
    if (NO_PATH.has(operation)) continue;
    const isPath = (place: number) => {
      if (SECOND_PATH.has(operation)) return place === 1;
      return place === 0 || (place === 1 && TWO_PATHS.has(operation));
    };
    functions[name] = new Proxy(original, {
      apply: (target, self, given: unknown[]) => {
        const resolved = given.map((each, place) =>
          typeof each === 'string' && isPath(place) && !isAbsolute(each) ? resolve(folder, each) : each,
        );
        return Reflect.apply(target, self, resolved);
      },
    });
  }
}

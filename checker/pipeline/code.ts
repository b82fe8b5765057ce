import { closeSync, existsSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import type { Resource } from '../../template/resource.ts';
import { textOf } from '../../template/scalars.ts';
import { isLiteral } from '../../template/text.ts';
import { Unknown } from '../../template/unknown.ts';
import { withoutComments } from './comments.ts';

const ENDINGS = ['.js', '.mjs', '.cjs', '.ts', '.mts', '.cts', '.py', '.rb'];
const SOURCE_FILE = /\.(?:[cm]?js|[cm]?ts|py|rb)$/;

/** What a function's code may have, and a look at it stays short. */
const MAX_FILES = 2_000;
const MAX_ENTRIES = 10_000;
const MAX_BYTES = 20_000_000;

/** One file of code, by its ending the language. */
export interface SourceFile {
  readonly name: string;
  readonly text: string;
}

/** The code of a function. */
interface Code {
  readonly files: readonly SourceFile[];
  /** Whether it is what the handler runs, or only what stands in the same folder. */
  readonly isHandlers: boolean;
}

/** The code of functions, where the template or the cloud assembly beside it has it. */
export class FunctionCode {
  readonly #codes = new Map<Resource, Code | Unknown>();

  /** Whether the code that a function runs has a text like `pattern`, comments aside. */
  contains(fn: Resource, pattern: RegExp): boolean | Unknown {
    const found = this.find(fn, ({ name, text }) =>
      pattern.test(text) && pattern.test(withoutComments(text, name)) ? true : undefined,
    );
    return found instanceof Unknown ? found : found.length > 0;
  }

  /** What `look` finds in the files of a function's code. */
  find<Found>(fn: Resource, look: (file: SourceFile) => Found | undefined): Found[] | Unknown {
    const code = this.#codeOf(fn);
    if (code instanceof Unknown) return code;
    const found = code.files.flatMap((file) => look(file) ?? []);
    return found.length === 0 || code.isHandlers
      ? found
      : new Unknown('which of the files in its folder it runs cannot be told');
  }

  #codeOf(fn: Resource): Code | Unknown {
    const known = this.#codes.get(fn);
    if (known !== undefined) return known;
    const code = read(fn);
    this.#codes.set(fn, code);
    return code;
  }
}

function read(fn: Resource): Code | Unknown {
  const inline = fn.property('Code', 'ZipFile');
  if (typeof inline === 'string') {
    const runtime = textOf(fn.property('Runtime'));
    const ending = runtime.startsWith('python') ? '.py' : runtime.startsWith('ruby') ? '.rb' : '.js';
    return { files: [{ name: `index${ending}`, text: inline }], isHandlers: true };
  }
  const path = assetOf(fn) ?? localPathOf(fn);
  if (path === undefined) return new Unknown('its code is not at hand');
  try {
    return readSources(path, fn.property('Handler'));
  } catch {
    return new Unknown('its code cannot be read');
  }
}

function assetOf(fn: Resource): string | undefined {
  const key = fn.property('Code', 'S3Key');
  return typeof key === 'string' ? fn.stack.source.assetPath?.(basename(key)) : undefined;
}

/** What SAM, or `aws cloudformation package`, is to upload: a path from the template's folder. */
function localPathOf(fn: Resource): string | undefined {
  const path = fn.property('Code');
  const { file } = fn.stack.source;
  return isLiteral(path) && isAbsolute(file) && !path.startsWith('s3://')
    ? resolve(dirname(file), path)
    : undefined;
}

function readSources(path: string, handler: unknown): Code | Unknown {
  if (!statSync(path).isDirectory()) {
    return isZip(path)
      ? new Unknown('its code is an archive')
      : { files: [sourceFile(path)], isHandlers: true };
  }
  const entry = typeof handler === 'string' ? entryOf(path, handler) : undefined;
  if (entry !== undefined) return readFrom(path, entry);
  const files = sourceFilesIn(path);
  if (!files) return new Unknown('its folder has too many files to look through');
  if (files.length === 0) return new Unknown('its code is in no language that is known here');
  if (files.length > MAX_FILES) return new Unknown('its code has too many files to look through');
  const sizes = files.map((file) => statSync(file).size);
  if (sizes.reduce((sum, size) => sum + size, 0) > MAX_BYTES) {
    return new Unknown('its code is too long to look through');
  }
  return { files: files.map(sourceFile), isHandlers: files.length === 1 };
}

/** The files of a folder, but for what was installed into it; `undefined` where there are too many. */
function sourceFilesIn(folder: string): string[] | undefined {
  const files: string[] = [];
  const left = [folder];
  let entries = 0;
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    for (const entry of readdirSync(next, { withFileTypes: true })) {
      entries += 1;
      if (entries > MAX_ENTRIES) return undefined;
      const path = join(next, entry.name);
      if (entry.isDirectory() && !/^(?:node_modules|\..*)$/.test(entry.name)) left.push(path);
      else if (entry.isFile() && SOURCE_FILE.test(entry.name)) files.push(path);
    }
  }
  return files;
}

/** The file that a handler names, as in `mail/courier.handler`. */
function entryOf(folder: string, handler: string): string | undefined {
  return existing(folder, resolve(folder, handler.replace(/\.[^./\\]*$/, '')));
}

/** A file of `folder` by its path without an ending, or the one that stands for a folder of that path. */
function existing(folder: string, path: string): string | undefined {
  if (relative(folder, path).startsWith('..')) return undefined;
  const bare = path.replace(/\.[cm]?js$/, '');
  const candidates = [
    ...(SOURCE_FILE.test(path) ? [path] : []),
    ...ENDINGS.map((ending) => bare + ending),
    ...ENDINGS.map((ending) => join(path, `index${ending}`)),
    join(path, '__init__.py'),
  ];
  return candidates.find((candidate) => existsSync(candidate) && statSync(candidate).isFile());
}

/** A file, and those of the same folder that it imports. */
function readFrom(folder: string, entry: string): Code | Unknown {
  const files = new Map<string, SourceFile>();
  const left = [entry];
  let size = 0;
  for (let path = left.pop(); path !== undefined; path = left.pop()) {
    if (files.has(path)) continue;
    size += statSync(path).size;
    if (files.size >= MAX_FILES || size > MAX_BYTES)
      return new Unknown('its code is too long to look through');
    const file = sourceFile(path);
    files.set(path, file);
    left.push(...importedBy(file, path, folder));
  }
  return { files: [...files.values()], isHandlers: true };
}

const RELATIVE_IMPORT =
  /(?:\bfrom|\brequire(?:_relative)?\s*\(?|\bimport\s*\(?)\s*['"](\.{1,2}\/[^'"\n]+|\w[\w/]*)['"]/g;
const PYTHON_IMPORT = /^[ \t]*(?:from[ \t]+([\w.]*)[ \t]+import[ \t]+([\w \t,]+)|import[ \t]+([\w., \t]+))/gm;

function importedBy({ text }: SourceFile, path: string, folder: string): string[] {
  const here = dirname(path);
  if (!path.endsWith('.py')) {
    const named = [...text.matchAll(RELATIVE_IMPORT)].map(([, name = '']) => name);
    const local = path.endsWith('.rb') ? named : named.filter((name) => name.startsWith('.'));
    return local.flatMap((name) => existing(folder, resolve(here, name)) ?? []);
  }
  return [...text.matchAll(PYTHON_IMPORT)].flatMap(([, from, names = '', plain = '']) => {
    const modules =
      from === undefined
        ? plain.split(',').map((each) => each.trim().split(/\s/, 1)[0] ?? '')
        : [
            from,
            ...names.split(',').map((name) => `${from.replace(/\.?$/, '.')}${name.trim().split(/\s/, 1)[0]}`),
          ];
    return modules.flatMap((module) => {
      const parts = module.replace(/^\.+/, '').split('.');
      const roots = module.startsWith('.') ? [here] : [folder, here];
      return roots.map((root) => existing(folder, resolve(root, ...parts))).find((each) => each) ?? [];
    });
  });
}

function sourceFile(path: string): SourceFile {
  return { name: basename(path), text: readFileSync(path, 'utf8') };
}

function isZip(path: string): boolean {
  const file = openSync(path, 'r');
  try {
    const start = Buffer.alloc(2);
    readSync(file, start, 0, 2, 0);
    return start.toString('latin1') === 'PK';
  } finally {
    closeSync(file);
  }
}

import { closeSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Resource } from '../../template/resource.ts';
import { Unknown } from '../../template/unknown.ts';

const SOURCE_FILE = /\.(?:[cm]?js|[cm]?ts|py|rb)$/;

/** What a function's code may have, and a look at it stays short. */
const MAX_FILES = 2_000;
const MAX_BYTES = 20_000_000;

/** The code of functions, where the template or the cloud assembly beside it has it. */
export class FunctionCode {
  readonly #texts = new Map<Resource, string | Unknown>();

  /** Whether the code of a function has a text like `pattern`. */
  contains(fn: Resource, pattern: RegExp): boolean | Unknown {
    const text = this.#textOf(fn);
    return text instanceof Unknown ? text : pattern.test(text);
  }

  #textOf(fn: Resource): string | Unknown {
    const known = this.#texts.get(fn);
    if (known !== undefined) return known;
    const text = read(fn);
    this.#texts.set(fn, text);
    return text;
  }
}

function read(fn: Resource): string | Unknown {
  const inline = fn.property('Code', 'ZipFile');
  if (typeof inline === 'string') return inline;
  const key = fn.property('Code', 'S3Key');
  const path = typeof key === 'string' ? fn.stack.source.assetPath?.(basename(key)) : undefined;
  if (path === undefined) return new Unknown('its code is not at hand');
  try {
    return readSources(path);
  } catch {
    return new Unknown('its code cannot be read');
  }
}

function readSources(path: string): string | Unknown {
  if (!statSync(path).isDirectory()) {
    return isZip(path) ? new Unknown('its code is an archive') : readFileSync(path, 'utf8');
  }
  const files = readdirSync(path, { recursive: true, encoding: 'utf8' }).filter((file) =>
    SOURCE_FILE.test(file),
  );
  if (files.length === 0) return new Unknown('its code is in no language that is known here');
  if (files.length > MAX_FILES) return new Unknown('its code has too many files to look through');
  const sizes = files.map((file) => statSync(join(path, file)).size);
  if (sizes.reduce((sum, size) => sum + size, 0) > MAX_BYTES) {
    return new Unknown('its code is too long to look through');
  }
  return files.map((file) => readFileSync(join(path, file), 'utf8')).join('\n');
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

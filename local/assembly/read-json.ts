import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Reads a file of an assembly.
 *
 * @throws Error naming the file, where it is missing or cut short.
 */
export function readJson<T>(directory: string, file: string): T {
  const path = join(directory, file);
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as T;
  } catch (cause) {
    throw new Error(
      `${path} cannot be read as JSON: the cloud assembly is incomplete, synthesize it again.`,
      {
        cause,
      },
    );
  }
}

import { readFileSync } from 'node:fs';

/** A cloud assembly, or a file of one, is not there or is not whole. */
export class AssemblyError extends Error {
  override readonly name = 'AssemblyError';
}

/** @throws AssemblyError naming the file, where it is missing or cut short. */
export function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new AssemblyError(
      `${path} cannot be read as JSON: it is missing, is of another format or is incomplete, synthesize it again.`,
      { cause },
    );
  }
}

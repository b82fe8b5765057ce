import { readFileSync } from 'node:fs';

/** A cloud assembly, or a file of one, is not there or is not whole. */
export class AssemblyError extends Error {
  override readonly name = 'AssemblyError';
}

const UTF_16 = [
  {
    encoding: 'utf-16le',
    isMarked: (one: unknown, two: unknown) => (one === 0xff && two === 0xfe) || two === 0,
  },
  {
    encoding: 'utf-16be',
    isMarked: (one: unknown, two: unknown) => (one === 0xfe && two === 0xff) || one === 0,
  },
] as const;

/**
 * A text as its byte order mark says, which PowerShell writes before what it redirects. Without one its first character, which
 * is of ASCII in JSON and in YAML, tells UTF-16 from UTF-8.
 */
export function decoded(bytes: Uint8Array): string {
  const [one, two] = bytes;
  const marked = UTF_16.find(({ isMarked }) => isMarked(one, two));
  return new TextDecoder(marked?.encoding ?? 'utf-8').decode(bytes);
}

/** @throws AssemblyError naming the file, where it is missing or cut short. */
export function readJson(path: string): unknown {
  try {
    return JSON.parse(decoded(readFileSync(path)));
  } catch (cause) {
    throw new AssemblyError(
      `${path} cannot be read as JSON: it is missing, is of another format or is incomplete, synthesize it again.`,
      { cause },
    );
  }
}

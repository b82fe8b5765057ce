import { readFileSync } from 'node:fs';

/** A cloud assembly, or a file of one, is not there or is not whole. */
export class AssemblyError extends Error {
  override readonly name = 'AssemblyError';
}

const UTF_16 = [
  { encoding: 'utf-16le', mark: [0xff, 0xfe] },
  { encoding: 'utf-16be', mark: [0xfe, 0xff] },
] as const;

/** A text as its byte order mark says, which PowerShell writes before what it redirects; UTF-8 where there is none. */
function decoded(bytes: Uint8Array): string {
  const marked = UTF_16.find(({ mark }) => mark.every((byte, index) => bytes[index] === byte));
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

import { readFile } from 'node:fs/promises';
import { type PayloadPatch, parsePatch } from '../../../ops/redrive/patch.ts';
import { UsageError } from '../../terminal/exit-code.ts';

/**
 * Reads the patch that a file holds.
 *
 * @throws UsageError in one sentence, where it cannot be read or is none.
 */
export async function readPatch(path: string): Promise<PayloadPatch> {
  try {
    return parsePatch(await readFile(path, 'utf8'), `--patch ${path}`);
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    throw new UsageError(code === undefined ? message : `--patch ${path} cannot be read (${code}).`, {
      cause,
    });
  }
}

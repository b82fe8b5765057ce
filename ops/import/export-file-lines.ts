import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { DeadLetter, DeadLetterQueueKind } from '../dead-letters/dead-letter.ts';
import { ExportLineError, readExportLine } from './exported-letter.ts';

/** A dead letter of a file. */
export interface FileLetter {
  /** Its line in the file; the first is 1. */
  readonly line: number;
  readonly letter: DeadLetter;
}

/**
 * Reads the dead letters of an export, one after another; empty lines are none.
 *
 * @throws ExportLineError naming the line that is none; Error where the file cannot be read.
 */
export async function* lettersIn(path: string, queue: DeadLetterQueueKind): AsyncGenerator<FileLetter> {
  const input = createReadStream(path);
  let line = 0;
  for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    line += 1;
    // Editors on Windows begin a file with a byte-order mark.
    const json = text.replace(/^\uFEFF/, '').trim();
    if (json !== '') yield { line, letter: at(path, line, () => readExportLine(json, queue)) };
  }
}

function at(path: string, line: number, read: () => DeadLetter): DeadLetter {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ExportLineError)) throw error;
    throw new ExportLineError(`Line ${line} of ${path} ${error.message}: nothing was imported.`);
  }
}

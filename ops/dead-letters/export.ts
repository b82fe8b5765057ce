import { type FileHandle, open } from 'node:fs/promises';
import type { DeadLetter } from './dead-letter.ts';
import type { DeadLetterQueue } from './dead-letter-queue.ts';
import { exportLineOf } from './export-line.ts';
import type { DeadLetterFilter } from './filter.ts';
import { type Listing, listDeadLetters } from './list.ts';
import type { ScanOptions } from './scan.ts';

/** Addresses and content are for the one who exports them. */
const OWNER_ONLY = 0o600;

/** A file of exported dead letters, JSON Lines. */
export class ExportFile {
  readonly path: string;
  readonly #file: FileHandle;

  private constructor(path: string, file: FileHandle) {
    this.path = path;
    this.#file = file;
  }

  /** Begins a file. @throws Error where it exists already. */
  static async create(path: string): Promise<ExportFile> {
    return new ExportFile(path, await open(path, 'wx', OWNER_ONLY));
  }

  /** Appends dead letters; resolves once they are on the disk. */
  async append(letters: readonly DeadLetter[]): Promise<void> {
    await this.#file.appendFile(letters.map(toLine).join(''));
    await this.#file.datasync();
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}

/**
 * Exports the dead letters that `filter` means as JSON Lines, one `write` for each.
 *
 * @param write takes a line, with its end.
 */
export function exportDeadLetters(
  queue: DeadLetterQueue,
  filter: DeadLetterFilter,
  options: ScanOptions,
  write: (line: string) => void,
): Promise<Listing> {
  return listDeadLetters(queue, filter, options, (letter) => write(toLine(letter)));
}

function toLine(letter: DeadLetter): string {
  return `${JSON.stringify(exportLineOf(letter))}\n`;
}

import { rm } from 'node:fs/promises';
import type { DeadLetter } from '../../../ops/dead-letters/dead-letter.ts';
import { ExportFile } from '../../../ops/dead-letters/export.ts';
import { UsageError } from '../../terminal/exit-code.ts';

/** Written together: each write waits for the disk. */
const BATCH = 100;

/** An export that goes into a file while the queue is still looked through. */
export class FileExport {
  readonly #file: ExportFile;
  readonly #failure = new AbortController();
  #isEmpty = true;
  #pending: DeadLetter[] = [];
  #writing: Promise<void> = Promise.resolve();

  private constructor(file: ExportFile) {
    this.#file = file;
  }

  /** @throws UsageError where the file exists; Error where it cannot be written. */
  static async create(path: string): Promise<FileExport> {
    const file = await ExportFile.create(path).catch((cause: NodeJS.ErrnoException) => {
      if (cause.code === 'EEXIST')
        throw new UsageError(`${path} exists already: name another file with --out.`);
      throw new Error(`${path} cannot be written (${cause.message}): name another file with --out.`, {
        cause,
      });
    });
    return new FileExport(file);
  }

  /** Aborts when the file can no longer be written. */
  get failed(): AbortSignal {
    return this.#failure.signal;
  }

  add(letter: DeadLetter): void {
    this.#isEmpty = false;
    this.#pending.push(letter);
    if (this.#pending.length >= BATCH) this.#write();
  }

  /** Resolves once everything is on the disk. @throws Error where that failed. */
  async end(): Promise<void> {
    this.#write();
    try {
      await this.#writing;
    } finally {
      await this.#file.close();
    }
  }

  /** Ends an export that failed: what was exported stays, an empty file does not. */
  async abandon(): Promise<void> {
    await this.end().catch(() => {});
    if (this.#isEmpty) await rm(this.#file.path);
  }

  #write(): void {
    const letters = this.#pending;
    this.#pending = [];
    this.#writing = this.#writing.then(() => this.#file.append(letters));
    this.#writing.catch(() => this.#failure.abort());
  }
}

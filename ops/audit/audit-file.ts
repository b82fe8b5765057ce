import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { DeadLetterFilter } from '../dead-letters/filter.ts';
import type { Outcome } from '../dead-letters/outcome.ts';
import type { SuppressionReason } from '../suppression/reasons.ts';

/** Where the command keeps its record of who did what, below the folder in which it is given. */
export const AUDIT_FILE = 'mailroom-audit.jsonl';

/** What is done to a dead-letter queue. */
export interface QueueOperation {
  readonly action: 'redrive' | 'move' | 'purge' | 'import';
  /** The URL of the queue that is worked on. */
  readonly queue: string;
  /** Where messages went; `undefined` for a purge. */
  readonly destination?: string | undefined;
  readonly filter: DeadLetterFilter;
  /** The keys that a patch changed, never its values. */
  readonly patchedKeys?: readonly string[] | undefined;
  /** Messages a second at most. */
  readonly rate?: number | undefined;
  /** Where deleted messages were exported to. */
  readonly exportedTo?: string | undefined;
  /** Where imported messages came from. */
  readonly importedFrom?: string | undefined;
}

/** What is done to SES's suppression list. */
export interface SuppressionOperation {
  readonly action: 'suppress' | 'unsuppress';
  /** Masked, as in `a***@example.com`. */
  readonly addresses: readonly string[];
  /** Why they are suppressed; `undefined` where they are no longer. */
  readonly reason?: SuppressionReason | undefined;
}

export type AuditedOperation = QueueOperation | SuppressionOperation;

/** What is done by whom, and where. */
export type AuditSubject = AuditedOperation & {
  /** A random id of this apply: its lines have it in common. */
  readonly run: string;
  /** The ARN of the one whose credentials were used. */
  readonly principal: string;
  readonly account: string;
  /** That of the queue, or of the list. */
  readonly region: string;
};

/** What came of it. */
export interface AuditOutcome extends Pick<Outcome, 'state' | 'counts' | 'ids'> {
  /** What ended it, where it failed. */
  readonly error?: string;
}

/** One line of an audit file. `time` is in ISO 8601; a run has a line when it starts and one when it ends. */
export type AuditLine = { readonly time: string } & AuditSubject &
  ({ readonly state: 'started' } | AuditOutcome);

/** The record of one apply. */
export class Audit {
  readonly #file: FileHandle;
  readonly #subject: AuditSubject;

  private constructor(file: FileHandle, subject: AuditSubject) {
    this.#file = file;
    this.#subject = subject;
  }

  /**
   * Opens the file and writes that the apply starts, so that there is a trace of one that is killed.
   *
   * @throws Error where the file cannot be written; then nothing may be done.
   */
  static async start(path: string, subject: AuditSubject): Promise<Audit> {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const audit = new Audit(await open(path, 'a', 0o600), subject);
    await audit.#append({ state: 'started' });
    return audit;
  }

  /** Writes what came of it, and closes the file. */
  async end(outcome: AuditOutcome): Promise<void> {
    try {
      await this.#append(outcome);
    } finally {
      await this.#file.close();
    }
  }

  async #append(rest: { state: 'started' } | AuditOutcome): Promise<void> {
    const line = { time: new Date().toISOString(), ...this.#subject, ...rest } satisfies AuditLine;
    const { size } = await this.#file.stat();
    try {
      await this.#file.appendFile(`${JSON.stringify(line)}\n`);
      await this.#file.datasync();
    } catch (error) {
      // On a disk that is full a part of it may be there, and the next line would be written behind it.
      await this.#file.truncate(size).catch(() => {});
      throw error;
    }
  }
}

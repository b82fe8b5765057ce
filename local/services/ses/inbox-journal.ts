import { appendFileSync, closeSync, ftruncateSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { InboxEmail } from './email.ts';

const FILE_NAME = 'ses-inbox.jsonl';

/**
 * Keeps the inbox in `ses-inbox.jsonl`, one email a line. It writes at once, so that an email is in the file
 * before SES answers; it does not wait for the disk, so a machine that loses its power may lose the last ones.
 */
export class InboxJournal {
  /** What the file held when it was opened, oldest first. */
  readonly emails: readonly InboxEmail[];
  readonly #file: number;
  #bytes: number;

  /**
   * Opens the inbox of `directory` and creates what is missing. A last line without its end was being written when
   * the process died; its email was never accepted, so the line is cut off.
   *
   * @throws Error where a line holds no email.
   */
  constructor(directory: string) {
    mkdirSync(directory, { recursive: true });
    const path = join(directory, FILE_NAME);
    this.#file = openSync(path, 'a+', 0o600);
    const content = readFileSync(path);
    this.#bytes = content.lastIndexOf('\n') + 1;
    ftruncateSync(this.#file, this.#bytes);
    const lines = content.toString('utf8', 0, this.#bytes).split('\n').slice(0, -1);
    this.emails = lines.map((line, index) => parseEmail(line, `${path}:${index + 1}`));
  }

  /** @throws Error where the file cannot be written; it then holds what it held before. */
  append(email: InboxEmail): void {
    const line = Buffer.from(`${JSON.stringify(email)}\n`);
    try {
      appendFileSync(this.#file, line);
    } catch (error) {
      ftruncateSync(this.#file, this.#bytes);
      throw error;
    }
    this.#bytes += line.length;
  }

  /** Puts other emails in the place of all. */
  rewrite(emails: readonly InboxEmail[]): void {
    this.clear();
    for (const email of emails) this.append(email);
  }

  /** Empties the file. */
  clear(): void {
    ftruncateSync(this.#file, 0);
    this.#bytes = 0;
  }

  close(): void {
    closeSync(this.#file);
  }
}

function parseEmail(line: string, place: string): InboxEmail {
  try {
    const email = JSON.parse(line) as InboxEmail;
    if (typeof email.messageId === 'string' && Array.isArray(email.destination.to)) return email;
  } catch {
    // Told below, like any other line that holds no email.
  }
  throw new Error(`${place} holds no email: repair or delete that line, or the file, to start the inbox.`);
}

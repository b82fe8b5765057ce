import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What functions write down of their invocations, for a test to read. */
export interface Journal {
  /** The folder that it is in, alone. */
  readonly folder: string;
  readonly path: string;
  /** The entries so far, oldest first. */
  entries(): Entry[];
}

export interface Entry {
  /** What was noted: the bodies of a batch, say. */
  readonly what: unknown;
  /** The thread that noted it. */
  readonly thread: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** A line of code by which a function notes `what` in the journal of its environment's `JOURNAL`. */
export const NOTE = `
import { appendFileSync } from 'node:fs';
import { threadId } from 'node:worker_threads';
const note = (what) => appendFileSync(process.env.JOURNAL, JSON.stringify({ what, thread: threadId, at: Date.now() }) + '\\n');
`;

export function aJournal(): Journal {
  const folder = mkdtempSync(join(tmpdir(), 'mailroom-journal-'));
  const path = join(folder, 'journal.jsonl');
  return {
    folder,
    path,
    entries: () => {
      if (!existsSync(path)) return [];
      return readFileSync(path, 'utf8')
        .trim()
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line));
    },
  };
}

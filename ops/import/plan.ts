import type { DeadLetterQueue } from '../dead-letters/dead-letter-queue.ts';
import { type DeadLetterGroup, DeadLetterGroups } from '../dead-letters/groups.ts';
import { type Coverage, scan } from '../dead-letters/scan.ts';
import { lettersIn } from './export-file-lines.ts';
import { ExportLineError } from './exported-letter.ts';
import { digestOf } from './imported-message.ts';

/**
 * What becomes of a line: it goes into the queue; it takes the place of what is there and was edited in the file; of that
 * only the old one is to be deleted, since an import before this one was killed between the two; it is there already.
 */
export type Fate = 'import' | 'replace' | 'delete-old' | 'there';

/** A line of the file. */
export interface PlannedLine {
  readonly line: number;
  readonly messageId: string;
  readonly digest: string;
  readonly fate: Fate;
}

/** What an import would do. */
export interface ImportPlan extends Coverage {
  readonly lines: readonly PlannedLine[];
  readonly counts: Readonly<Record<Fate, number>>;
  /** What would come into the queue, by reason and error. */
  readonly groups: readonly DeadLetterGroup[];
}

/**
 * Compares an export with what is in the queue, and says what an import would do. Nothing is changed. Two dead letters
 * that are alike in everything are two: as many are imported as the file has more of.
 *
 * @throws ExportLineError where a line is no dead letter, or two lines make different ones of the same.
 */
export async function planImport(
  queue: DeadLetterQueue,
  path: string,
  signal: AbortSignal,
): Promise<ImportPlan> {
  const found = await readLines(path, queue);
  const present = new Map<string, string>();
  const spare = new Map<string, number>();
  const { partial, notGivenBack } = await scan(queue, { signal }, (letter) => {
    const digest = digestOf(letter);
    present.set(letter.messageId, digest);
    spare.set(digest, (spare.get(digest) ?? 0) + 1);
    return true;
  });
  const take = (digest: string) => {
    const left = spare.get(digest) ?? 0;
    if (left > 0) spare.set(digest, left - 1);
    return left > 0;
  };
  // First what is there under its own id, so that no other line takes it for its own.
  const untouched = new Set(
    found.filter(({ messageId, digest }) => present.get(messageId) === digest && take(digest)),
  );
  const lines = found.map((line): PlannedLine => {
    if (untouched.has(line)) return { ...line, fate: 'there' };
    const isOldThere = present.has(line.messageId);
    if (take(line.digest)) return { ...line, fate: isOldThere ? 'delete-old' : 'there' };
    return { ...line, fate: isOldThere ? 'replace' : 'import' };
  });
  const counts = { import: 0, replace: 0, 'delete-old': 0, there: 0 };
  for (const { fate } of lines) counts[fate] += 1;
  return { lines, counts, groups: await groupsOf(lines, path, queue), partial, notGivenBack };
}

type Line = Omit<PlannedLine, 'fate'>;

/** A line that stands in the file twice is one. */
async function readLines(path: string, { kind }: DeadLetterQueue): Promise<Line[]> {
  const lines = new Map<string, Line>();
  for await (const { line, letter } of lettersIn(path, kind)) {
    const { messageId } = letter;
    const digest = digestOf(letter);
    const before = lines.get(messageId);
    if (before && before.digest !== digest) {
      throw new ExportLineError(
        `Lines ${before.line} and ${line} of ${path} make different ones of the same dead letter: leave one of them out.`,
      );
    }
    if (!before) lines.set(messageId, { line, messageId, digest });
  }
  return [...lines.values()];
}

async function groupsOf(
  lines: readonly PlannedLine[],
  path: string,
  { kind }: DeadLetterQueue,
): Promise<readonly DeadLetterGroup[]> {
  const coming = new Set(lines.flatMap(({ line, fate }) => (fate === 'there' ? [] : [line])));
  const groups = new DeadLetterGroups();
  for await (const { line, letter } of lettersIn(path, kind)) if (coming.has(line)) groups.add(letter);
  return groups.sorted;
}

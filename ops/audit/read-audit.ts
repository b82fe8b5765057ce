import { createReadStream, existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { AuditLine } from './audit-file.ts';

/** What an audit file says of one notification. */
export type AuditedAction = Pick<AuditLine, 'time' | 'action' | 'principal' | 'state'>;

/** The lines of an audit file that name an id, oldest first; none where there is no file. */
export async function actionsOn(id: string, path: string): Promise<readonly AuditedAction[]> {
  if (!existsSync(path)) return [];
  const found: AuditedAction[] = [];
  for await (const text of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    const line = lineOf(text);
    if (!line || !('ids' in line) || !line.ids.includes(id)) continue;
    const { time, action, principal, state } = line;
    found.push({ time, action, principal, state });
  }
  return found;
}

/** A line that was cut short by a crash is none. */
function lineOf(text: string): AuditLine | undefined {
  try {
    return JSON.parse(text) as AuditLine;
  } catch {
    return undefined;
  }
}

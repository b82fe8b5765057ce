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
    const action = actionIn(text, id);
    if (action) found.push(action);
  }
  return found;
}

/** A line that was cut short by a crash, or that somebody else wrote, says nothing. */
function actionIn(text: string, id: string): AuditedAction | undefined {
  try {
    const { time, action, principal, state, ids } = JSON.parse(text);
    const isNamed = Array.isArray(ids) && ids.includes(id);
    const isWhole = [time, action, principal, state].every((value) => typeof value === 'string');
    return isNamed && isWhole ? { time, action, principal, state } : undefined;
  } catch {
    return undefined;
  }
}

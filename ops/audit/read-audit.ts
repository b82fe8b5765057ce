import { createReadStream, existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { AuditLine, QueueOperation } from './audit-file.ts';

/** What an audit file says of one notification. `time` is when the command began. */
export type AuditedAction = Pick<AuditLine, 'time' | 'principal' | 'state'> & Pick<QueueOperation, 'action'>;

/** Of which notification: ids of one account or region may be in use in another, or on the local stack. */
export interface AuditedNotification {
  readonly id: string;
  readonly account: string;
  readonly region: string;
}

/** What was done with a notification by an audit file, oldest first; nothing where there is no file. */
export async function actionsOn(
  notification: AuditedNotification,
  path: string,
): Promise<readonly AuditedAction[]> {
  if (!existsSync(path)) return [];
  const found: AuditedAction[] = [];
  const begun = new Map<unknown, string>();
  for await (const text of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    const line = lineIn(text);
    if (!line) continue;
    const { run, time, principal, state } = line;
    if (state === 'started') begun.set(run, time);
    else if (isOn(line, notification))
      found.push({ time: begun.get(run) ?? time, action: line.action, principal, state });
  }
  return found;
}

function isOn(
  line: AuditLine,
  { id, account, region }: AuditedNotification,
): line is AuditLine & QueueOperation {
  const isNamed = 'ids' in line && Array.isArray(line.ids) && line.ids.includes(id);
  return isNamed && line.account === account && line.region === region;
}

/** A line that was cut short by a crash, or that somebody else wrote, says nothing. */
function lineIn(text: string): AuditLine | undefined {
  try {
    const line = JSON.parse(text) as AuditLine;
    const { time, action, principal, state } = line;
    const isOurs = [time, action, principal, state].every((value) => typeof value === 'string');
    return isOurs ? line : undefined;
  } catch {
    return undefined;
  }
}

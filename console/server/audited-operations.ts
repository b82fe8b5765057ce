import { createReadStream, existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { AuditLine } from '../../ops/audit/audit-file.ts';
import type { Target } from '../../ops/target.ts';
import type { AuditedOperation } from '../api.ts';

/** As many are told. */
const MAX_OPERATIONS = 50;

/** What an audit file says of a pipeline's account and region, an operation by how it is now, the newest first. */
export async function lastOperations(
  { accountId, region }: Pick<Target, 'accountId' | 'region'>,
  path: string,
): Promise<readonly AuditedOperation[]> {
  if (!existsSync(path)) return [];
  const runs = new Map<string, AuditedOperation>();
  for await (const text of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    const line = lineIn(text);
    if (line?.account !== accountId || line.region !== region) continue;
    const { run, action, principal, state } = line;
    const time = runs.get(run)?.time ?? line.time;
    const counts = 'counts' in line ? line.counts : {};
    const error = ('error' in line ? line.error : undefined) ?? null;
    runs.delete(run);
    runs.set(run, { run, time, action, principal, state, counts, error });
    const [oldest] = runs.keys();
    if (runs.size > MAX_OPERATIONS && oldest !== undefined) runs.delete(oldest);
  }
  return [...runs.values()].reverse();
}

/** A line that was cut short by a crash, or that somebody else wrote, says nothing. */
function lineIn(text: string): AuditLine | undefined {
  try {
    const line = JSON.parse(text) as AuditLine;
    return typeof line.run === 'string' && typeof line.state === 'string' ? line : undefined;
  } catch {
    return undefined;
  }
}

import { type Clients, clientsOf } from '../../ops/clients.ts';
import { resolveTarget } from '../../ops/named-target.ts';
import { SuppressionList } from '../../ops/suppression/suppression-list.ts';
import type { Target, TargetChoice } from '../../ops/target.ts';
import { onInterruption } from '../terminal/interruption.ts';
import { announceTarget } from '../terminal/target-options.ts';
import { tell } from '../terminal/tell.ts';

/** What a command on the suppression list works with. */
export interface OpenList {
  /** Its region is that of the list. */
  readonly target: Target;
  readonly clients: Clients;
  readonly list: SuppressionList;
  /** Aborts at Ctrl-C. */
  readonly interruption: AbortSignal;
}

/** Finds the list, says whose it is, and hands it to `work`; what was opened is closed again. */
export async function withList<Result>(
  choice: TargetChoice,
  work: (open: OpenList) => Promise<Result>,
): Promise<Result> {
  const target = await resolveTarget(choice, process.cwd(), { takesTopic: false });
  const list = new SuppressionList(target);
  const clients = clientsOf(target);
  const interruption = onInterruption();
  announceTarget(target);
  if (list.region !== target.region) tell(`Its SES is that of ${list.region}, and so is the list.`);
  try {
    return await work({ target: { ...target, region: list.region }, clients, list, interruption });
  } finally {
    clients.close();
    list.close();
  }
}

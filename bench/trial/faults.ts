import { setTimeout as sleep } from 'node:timers/promises';
import type { LocalStack } from '../../local/index.ts';
import type { Fault } from './trial.ts';

/** How often is asked whether a worker is busy, or an email accepted. */
const ASK_MILLISECONDS = 5;

/** Faults that are under way. */
export interface RunningFault {
  /** Whether the trial may end; kills end with the load. */
  readonly isOver: () => boolean;
  /** How many workers have died of it so far. */
  readonly kills: () => number;
}

/** Begins what goes wrong. To be called before the first publish. */
export async function startFault(
  stack: LocalStack,
  emailer: string,
  fault: Fault | undefined,
): Promise<RunningFault> {
  if (fault?.kind === 'outage') return startOutage(stack, fault.seconds);
  if (fault?.kind === 'kills') return startKills(stack, emailer, fault);
  return { isOver: () => true, kills: () => 0 };
}

async function startOutage({ ses }: LocalStack, seconds: number): Promise<RunningFault> {
  let over = false;
  await ses.configure({ outage: true });
  setTimeout(async () => {
    await ses.configure({ outage: false });
    over = true;
  }, seconds * 1000);
  return { isOver: () => over, kills: () => 0 };
}

function startKills(
  stack: LocalStack,
  emailer: string,
  { count, everyMilliseconds }: Extract<Fault, { kind: 'kills' }>,
): RunningFault {
  let killed = 0;
  const kill = async () => {
    while ((await stack.ses.counts()).accepted === 0) await sleep(ASK_MILLISECONDS);
    for (; killed < count; killed += 1) {
      while (!(await killOne(stack, emailer))) await sleep(ASK_MILLISECONDS);
      await sleep(everyMilliseconds);
    }
  };
  void kill();
  return { isOver: () => true, kills: () => killed };
}

/** Kills one busy worker, where there is one. */
async function killOne({ functions }: LocalStack, emailer: string): Promise<boolean> {
  return Number(await functions.get(emailer)?.killBusy(1)) > 0;
}

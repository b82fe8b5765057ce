import { setTimeout as wait } from 'node:timers/promises';
import type { Deployment } from './deploy/deploy.ts';

/** How long what runs may still run once the stack is told to stop, in milliseconds. */
const GRACE_MILLISECONDS = 2_000;

/** Lets what runs finish, but not for long. */
export async function endDeployment(deployment: Deployment | undefined): Promise<void> {
  if (!deployment) return;
  const grace = new AbortController();
  const graceEnd = wait(GRACE_MILLISECONDS, undefined, { signal: grace.signal }).catch(() => {});
  await Promise.race([deployment.ended, graceEnd]);
  grace.abort();
  await Promise.all([...deployment.functions.values()].map((each) => each.stop()));
}

import { setTimeout as wait } from 'node:timers/promises';
import type { LambdaFunction } from './services/lambda/lambda-function.ts';

/** How long what runs may still run once the stack is told to stop, in milliseconds. */
const GRACE_MILLISECONDS = 2_000;

/**
 * Lets what runs finish, but not for long, and ends the functions.
 *
 * @param ended when every poller has.
 */
export async function endDeployment(
  ended: Promise<unknown>,
  functions: ReadonlyMap<string, LambdaFunction>,
): Promise<void> {
  const grace = new AbortController();
  const graceEnd = wait(GRACE_MILLISECONDS, undefined, { signal: grace.signal }).catch(() => {});
  await Promise.race([ended, graceEnd]);
  grace.abort();
  await Promise.all([...functions.values()].map((each) => each.stop()));
}

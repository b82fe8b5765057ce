import type { LocalStack } from '../../local/index.ts';
import type { FunctionUsage, Observation } from './trial.ts';

/** What functions have used and services were asked for, each by name. */
export interface UsageSnapshot {
  readonly functions: Readonly<Record<string, FunctionUsage>>;
  readonly requests: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** All since the stack's start. */
export async function readUsage(stack: LocalStack): Promise<UsageSnapshot> {
  const { functions, requests } = await stack.usage();
  return { functions, requests: { ...requests } };
}

/** What came in between: `before` has counted a warm-up and the deployment. */
export function usageBetween(
  before: UsageSnapshot,
  after: UsageSnapshot,
): Pick<Observation, 'functions' | 'requests'> {
  const functions = Object.entries(after.functions).map(([name, used]) => {
    const earlier = before.functions[name];
    return {
      memoryMegabytes: used.memoryMegabytes,
      invocations: used.invocations - (earlier?.invocations ?? 0),
      coldStarts: used.coldStarts - (earlier?.coldStarts ?? 0),
      billedMilliseconds: used.billedMilliseconds - (earlier?.billedMilliseconds ?? 0),
    };
  });
  const requests = Object.entries(after.requests).map(([service, actions]) => [
    service,
    Object.fromEntries(
      Object.entries(actions).map(([action, count]) => [
        action,
        count - (before.requests[service]?.[action] ?? 0),
      ]),
    ),
  ]);
  return { functions, requests: Object.fromEntries(requests) };
}

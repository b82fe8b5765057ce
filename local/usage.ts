import type { RequestsByAction } from './hosting/thread-contract.ts';
import type { FunctionUsage } from './services/lambda/function-usage.ts';
import type { LambdaFunction } from './services/lambda/lambda-function.ts';
import type { Emulators } from './start-services.ts';

/** What a stack has used since its start. */
export interface Usage {
  /** By function name. */
  readonly functions: Readonly<Record<string, FunctionUsage>>;
  /** Every request to a service, whoever made it and however it ended, by action. */
  readonly requests: {
    readonly sns: RequestsByAction;
    readonly sqs: RequestsByAction;
    readonly dynamodb: RequestsByAction;
    readonly ses: RequestsByAction;
  };
  /** Those of SQS's `ReceiveMessage` with which a poller of the stack got no message. */
  readonly emptyReceives: number;
}

/** Asks every part of a stack what it has done. */
export async function usageOf(
  functions: ReadonlyMap<string, LambdaFunction>,
  emulators: Emulators,
): Promise<Usage> {
  const [{ emptyReceives, ...queues }, dynamodb, ses] = await Promise.all([
    emulators.snsSqs.requests(),
    emulators.dynamoDb.requests(),
    emulators.ses.requests(),
  ]);
  const used = [...functions.values()].map(({ name, usage }) => [name, usage] as const);
  return {
    functions: Object.fromEntries(used),
    requests: { ...queues, dynamodb, ses },
    emptyReceives,
  };
}

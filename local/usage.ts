import type { RequestsByAction } from './hosting/thread-contract.ts';
import type { FunctionUsage } from './services/lambda/function-usage.ts';
import type { StartedServices } from './start-services.ts';

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
    readonly s3: RequestsByAction;
  };
  /** Notifications that were to be published, by the ARN of the topic; those of batches one by one. */
  readonly published: Readonly<Record<string, number>>;
  /** Those of SQS's `ReceiveMessage` with which a poller of the stack got no message. */
  readonly emptyReceives: number;
}

/** Asks every part of a stack what it has done. */
export async function usageOf(services: StartedServices): Promise<Usage> {
  const [requests, { emptyReceives, published }] = await Promise.all([
    services.requests(),
    services.snsSqs.requests(),
  ]);
  const used = [...services.lambda.functions.values()].map(({ name, usage }) => [name, usage] as const);
  return {
    functions: Object.fromEntries(used),
    requests: requests as unknown as Usage['requests'],
    published,
    emptyReceives,
  };
}

import type { FunctionUsage, Observation } from '../trial/trial.ts';
import { PRICES } from './prices.ts';

/** What is billed of each service; the bench and the deployment ask for other things, which cost nothing here. */
const BILLED = {
  sns: ['Publish', 'PublishBatch'],
  sqs: [
    'SendMessage',
    'SendMessageBatch',
    'ReceiveMessage',
    'DeleteMessage',
    'DeleteMessageBatch',
    'ChangeMessageVisibility',
    'ChangeMessageVisibilityBatch',
  ],
  dynamodbWrites: ['PutItem', 'UpdateItem', 'DeleteItem'],
  dynamodbReads: ['GetItem', 'Query'],
} as const;

/** Gigabyte-seconds that Lambda bills: each function's billed time × its memory. */
export function gigabyteSeconds(functions: readonly FunctionUsage[]): number {
  return functions.reduce(
    (sum, { billedMilliseconds, memoryMegabytes }) =>
      sum + (billedMilliseconds / 1000) * (memoryMegabytes / 1024),
    0,
  );
}

/** Requests of `service` that AWS bills. Without a queue in the template, SQS is the emulator's means, not the shape's. */
export function billedRequests(
  { requests, hasQueue }: Pick<Observation, 'requests' | 'hasQueue'>,
  service: keyof typeof BILLED,
): number {
  if (service === 'sqs' && !hasQueue) return 0;
  const counts = requests[service.startsWith('dynamodb') ? 'dynamodb' : service] ?? {};
  return BILLED[service].reduce((sum, action) => sum + (counts[action] ?? 0), 0);
}

/** What a trial would have cost on AWS, in dollars, without SES's own price, logs and storage. */
export function dollars(observation: Pick<Observation, 'requests' | 'hasQueue' | 'functions'>): number {
  const invocations = observation.functions.reduce((sum, each) => sum + each.invocations, 0);
  return (
    billedRequests(observation, 'sns') * PRICES.snsRequest +
    billedRequests(observation, 'sqs') * PRICES.sqsRequest +
    billedRequests(observation, 'dynamodbWrites') * PRICES.dynamodbWrite +
    billedRequests(observation, 'dynamodbReads') * PRICES.dynamodbRead +
    invocations * PRICES.lambdaRequest +
    gigabyteSeconds(observation.functions) * PRICES.lambdaGigabyteSecond
  );
}

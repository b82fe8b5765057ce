import { refusedToFunction, refusedToQueue } from '../../iam/deliveries.ts';
import type { Gate } from '../../iam/gate.ts';
import type { StoredQueue } from '../../patches/fauxqs-queues.ts';

/**
 * Whether a topic may not send to a queue, or to the function whose place the queue takes.
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html
 */
export function isDeliveryRefused(gate: Gate, topicArn: string, { arn }: Pick<StoredQueue, 'arn'>): boolean {
  const endpoint = gate.permissions?.proxyQueues[arn];
  if (endpoint === 'anybody') return false;
  const refusal = endpoint
    ? refusedToFunction(gate, topicArn, endpoint.functionArn)
    : refusedToQueue(gate, topicArn, arn);
  return refusal !== undefined;
}

import { refusedToFunction, refusedToQueue } from '../../iam/deliveries.ts';
import type { Gate } from '../../iam/gate.ts';
import { refusalMessage } from '../../iam/refusal.ts';
import type { StoredQueue } from '../../patches/fauxqs-queues.ts';
import type { DeliveryFault } from '../../patches/undelivered-messages.ts';

/**
 * Why a topic may not send to a queue, or to the function whose place the queue takes.
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html
 */
export function deliveryFault(
  gate: Gate,
  topicArn: string,
  { arn, url }: Pick<StoredQueue, 'arn' | 'url'>,
): DeliveryFault | undefined {
  const endpoint = gate.permissions?.proxyQueues[arn];
  if (endpoint === 'anybody') return undefined;
  if (endpoint) {
    const refusal = refusedToFunction(gate, topicArn, endpoint.functionArn);
    return refusal && { code: 'AccessDeniedException', message: refusalMessage(refusal) };
  }
  const refusal = refusedToQueue(gate, topicArn, arn);
  return refusal && { code: 'AccessDenied', message: `Access to the resource ${url} is denied.` };
}

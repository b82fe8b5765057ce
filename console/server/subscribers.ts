import { paginateListSubscriptionsByTopic } from '@aws-sdk/client-sns';
import type { Clients } from '../../ops/clients.ts';
import { queueNameOf } from '../../ops/dead-letters/dead-letter-queue.ts';
import type { Target } from '../../ops/target.ts';
import { maskAddresses } from '../../words/mask.ts';
import type { Picture } from '../api.ts';

/** Who else than the pipeline's queue gets what is published; addresses are masked. */
export async function subscribersOf(
  { pipeline: { topicArn, queueUrl = '' } }: Target,
  { sns }: Clients,
): Promise<Picture['subscribers']> {
  if (topicArn === undefined) return [];
  const found: { protocol: string; endpoint: string }[] = [];
  for await (const { Subscriptions = [] } of paginateListSubscriptionsByTopic(
    { client: sns },
    { TopicArn: topicArn },
  )) {
    for (const { Protocol = '', Endpoint = '' } of Subscriptions) {
      const isQueue = Protocol === 'sqs' && Endpoint.split(':').at(-1) === queueNameOf(queueUrl);
      if (!isQueue) found.push({ protocol: Protocol, endpoint: maskAddresses(Endpoint) });
    }
  }
  return found;
}

import { CreateQueueCommand } from '@aws-sdk/client-sqs';
import type { Deploying } from '../../deploy/resource-type.ts';
import type { LocalSes } from '../ses/start-ses.ts';
import { EmailSubscription } from './email-subscription.ts';
import { QueueReader } from './queue-reader.ts';
import { type Deliver, proxyQueue, subscribe } from './resources/subscription.ts';

/** What delivering to an email address needs. */
export interface EmailNeeds extends Deploying {
  readonly ses: Pick<LocalSes, 'receive'>;
}

/** Delivers to an email address, in the local inbox, which takes anything. */
export const deliverEmail: Deliver<EmailNeeds> = async (subscription, needs) => {
  const { sns, sqs, ses, clock, signal, log } = needs;
  const { protocol, endpoint } = subscription;
  const queue = proxyQueue(subscription, (topicName) => [
    `${protocol}/${endpoint}`,
    `emails-of-${topicName}`,
  ]);
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: queue.name }));
  await subscribe(subscription, queue.arn, sns);
  needs.proxy(queue.arn, 'anybody');
  const reader = new QueueReader(sqs, QueueUrl, signal, clock);
  return new EmailSubscription(subscription, {
    ...{ reader, inbox: ses, signal },
    log: (line) => log('inbox', line),
  });
};

import type { Deploying } from '../../deploy/resource-type.ts';
import type { LocalSes } from '../ses/start-ses.ts';
import { EmailSubscription } from './email-subscription.ts';
import { QueueReader } from './queue-reader.ts';
import { createProxyQueue, type Deliver } from './resources/subscription.ts';

/** What delivering to an email address needs. */
export interface EmailNeeds extends Deploying {
  readonly ses: Pick<LocalSes, 'receive'>;
}

/** Delivers to an email address, in the local inbox, which takes anything. */
export const deliverEmail: Deliver<EmailNeeds> = async (subscription, needs) => {
  const { sqs, ses, clock, signal, log } = needs;
  const { protocol, endpoint } = subscription;
  const nameFor = (topicName: string) => [`${protocol}/${endpoint}`, `emails-of-${topicName}`] as const;
  const { url, arn } = await createProxyQueue(subscription, nameFor, needs);
  needs.proxy(arn, 'anybody');
  return new EmailSubscription(subscription, {
    reader: new QueueReader(sqs, url, signal, clock),
    inbox: ses,
    signal,
    log: (line) => log('inbox', line),
  });
};

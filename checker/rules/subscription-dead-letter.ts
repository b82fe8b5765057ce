import { Unknown } from '../../template/unknown.ts';
import { at } from '../../template/value.ts';
import { notChecked, type Rule } from './rule.ts';

/**
 * A subscription has a dead-letter queue. SNS does not retry when the endpoint refuses or is gone, as after a change of its
 * policy or its key, and drops what it cannot deliver.
 */
export const subscriptionDeadLetter: Rule<'subscription-dead-letter'> = {
  id: 'subscription-dead-letter',
  asks: 'the subscription has a dead-letter queue',
  inFull: 'the subscription has a dead-letter queue, of the kind of its topic (FIFO or standard)',
  severity: 'warning; error where SNS refuses it',
  source: 'https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html',
  check({ subscription, topic }, { templates }) {
    if (!subscription) return [];
    const { resource, redrivePolicy, isInline } = subscription;
    const target = at(redrivePolicy, ['deadLetterTargetArn']);
    if (target instanceof Unknown) {
      return [notChecked(resource, 'the dead-letter queue of the subscription', target)];
    }
    const said = templates.said(target)?.said;
    if (said !== undefined && said !== 'arn') {
      const message = `The subscription names its dead-letter queue by ${said === 'url' ? 'its URL' : 'its name'}, and SNS asks for the ARN: it refuses the redrive policy.`;
      const remedy = 'Give the Arn of the queue as deadLetterTargetArn.';
      return [{ resource, severity: 'error', message, remedy }];
    }
    if (target !== undefined && target !== '') {
      const queue = templates.resourceBehind(target, resource);
      const [isFifo, isQueueFifo] = [
        topic?.boolean(['FifoTopic'], false),
        queue?.type === 'AWS::SQS::Queue' ? queue.boolean(['FifoQueue'], false) : undefined,
      ];
      if (typeof isFifo !== 'boolean' || typeof isQueueFifo !== 'boolean' || isFifo === isQueueFifo)
        return [];
      const message = isFifo
        ? 'The dead-letter queue of a subscription to a FIFO topic is a standard queue, which SNS refuses.'
        : 'The dead-letter queue of a subscription to a standard topic is a FIFO queue, which SNS refuses.';
      return [{ resource, severity: 'error', message, remedy: 'Make both of the same kind.' }];
    }
    return [
      {
        resource,
        severity: 'warning',
        message:
          'The subscription has no dead-letter queue: SNS drops what it cannot deliver, as when the endpoint refuses it.',
        remedy: isInline
          ? "Take the subscription out of the topic's own list, into a resource with a RedrivePolicy."
          : 'Give the subscription a RedrivePolicy with a queue that the topic may write to.',
      },
    ];
  },
};

import type { Resource } from '../../template/resource.ts';
import { Unknown } from '../../template/unknown.ts';
import { queuesOf } from '../pipeline/dead-letters.ts';
import { servicesPublishing, takesSesEvents } from '../pipeline/publishers.ts';
import type { Templates } from '../templates.ts';
import { notChecked, type Problem, type Rule } from './rule.ts';

/**
 * The topic and the queues encrypt what they hold. A topic does so only with a key; one that takes SES's events may do
 * without, since SES may use none but a key of one's own, which costs a month's fee and a request for each event. A queue does so by itself where it was
 * created in or after October 2022, unless told not to, so one that says nothing cannot be judged by its template.
 */
export const encryption: Rule<'encryption'> = {
  id: 'encryption',
  asks: 'the topic and the queues encrypt what they hold',
  inFull: 'the topic has a key, and no queue has its encryption switched off',
  severity: 'warning',
  source:
    'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-server-side-encryption.html',
  check(pipeline, { templates }) {
    return [
      ...(pipeline.topic ? checkTopic(pipeline.topic, templates) : []),
      ...queuesOf(pipeline, templates).flatMap(checkQueue),
    ];
  },
};

function checkTopic(topic: Resource, templates: Templates): Problem[] {
  const key = topic.property('KmsMasterKeyId');
  if (key instanceof Unknown) return [notChecked(topic, 'the encryption of the topic', key)];
  if (key !== undefined && key !== '') return [];
  if (takesSesEvents(topic, templates)) return [];
  const message = 'The topic does not encrypt what it holds: it has no key.';
  const services = servicesPublishing(topic, templates);
  const names = services.map((service) => `${service}.amazonaws.com`).join(', ');
  const remedy =
    services.length > 0
      ? `Set KmsMasterKeyId to a key of your own whose policy lets ${names} use it; alias/aws/sns lets no AWS service publish.`
      : 'Set KmsMasterKeyId to alias/aws/sns, or to a key of your own that publishers may use.';
  return [{ resource: topic, severity: 'warning', message, remedy }];
}

function checkQueue(queue: Resource): Problem[] {
  const key = queue.property('KmsMasterKeyId');
  const managed = queue.boolean(['SqsManagedSseEnabled'], true);
  const said = queue.property('SqsManagedSseEnabled');
  if (key instanceof Unknown) return [notChecked(queue, 'the encryption of the queue', key)];
  if (key !== undefined && key !== '') return [];
  if (managed instanceof Unknown) return [notChecked(queue, 'the encryption of the queue', managed)];
  if (said === undefined) {
    const unknown = new Unknown(
      'it says nothing of it; SQS encrypts queues that were created since October 2022',
    );
    return [
      {
        ...notChecked(queue, 'the encryption of the queue', unknown),
        remedy: 'Set SqsManagedSseEnabled to true.',
      },
    ];
  }
  if (managed) return [];
  const message =
    'The queue does not encrypt what it holds: SqsManagedSseEnabled is false, and it has no key.';
  return [{ resource: queue, severity: 'warning', message, remedy: 'Set SqsManagedSseEnabled to true.' }];
}

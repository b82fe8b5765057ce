import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { StartedQueues } from '../../../support/local/started-queues.ts';

describe('a message that its queue moves to the dead-letter queue', () => {
  let queues: StartedQueues;

  beforeAll(async () => {
    queues = await StartedQueues.start();
  });

  afterAll(() => queues.end());

  it('keeps its id, its attributes, the time of its sending, and the number of its receives', async () => {
    const deadLetters = await queues.create('dead');
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: deadLetters.arn, maxReceiveCount: 2 });
    const queue = await queues.create('queue', undefined, { RedrivePolicy });
    const MessageAttributes = { tenant: { DataType: 'String', StringValue: 'acme' } };
    const MessageId = await queues.send(queue, 'a', { MessageAttributes });
    await queues.receive(queue);
    const [last] = await queues.receive(queue);

    const [none] = await queues.receive(queue);
    const [dead] = await queues.receive(deadLetters);

    expect(last?.Attributes?.ApproximateReceiveCount).toBe('2');
    expect(none).toBeUndefined();
    expect(dead).toMatchObject({
      MessageId,
      Body: 'a',
      MessageAttributes,
      Attributes: { ApproximateReceiveCount: '3', SentTimestamp: last?.Attributes?.SentTimestamp },
    });
  });
});

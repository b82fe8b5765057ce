import { describe, expect, it } from '@jest/globals';
import { publishEvent } from '../../../handlers/publish-event.ts';
import { NotificationPublisher } from '../../../publisher/index.ts';
import { aNotification } from '../../support/messages/a-notification.ts';
import { SnsStub } from '../../support/messages/an-sns-client.ts';

const TOPIC_ARN = 'arn:aws:sns:eu-central-1:123456789012:topic';

function publisherOver(sns: SnsStub): NotificationPublisher {
  return new NotificationPublisher({ topicArn: TOPIC_ARN, client: sns.client });
}

async function failureOf(event: unknown, sns = new SnsStub()): Promise<Error> {
  const error = await publishEvent(event, publisherOver(sns)).then(
    () => new Error('nothing was thrown'),
    (reason) => reason,
  );
  return error;
}

const bad = aNotification({ id: 'bad', recipient: 'ada@' });

describe('publishEvent', () => {
  it('answers one notification with its id and the id of its message', async () => {
    const answer = await publishEvent(aNotification({ id: 'order-1' }), publisherOver(new SnsStub()));

    expect(answer).toStrictEqual({ id: 'order-1', messageId: 'message-1' });
  });

  it('answers an array with an array in its order', async () => {
    const event = [aNotification({ id: 'a' }), aNotification({ id: 'b' })];

    expect(await publishEvent(event, publisherOver(new SnsStub()))).toStrictEqual([
      { id: 'a', messageId: 'message-1' },
      { id: 'b', messageId: 'message-2' },
    ]);
  });

  it('answers an array of one with an array', async () => {
    expect(await publishEvent([aNotification({ id: 'a' })], publisherOver(new SnsStub()))).toStrictEqual([
      { id: 'a', messageId: 'message-1' },
    ]);
  });

  it('answers an empty array with one, without a request', async () => {
    const sns = new SnsStub();

    expect(await publishEvent([], publisherOver(sns))).toStrictEqual([]);
    expect(sns.batches).toEqual([]);
  });

  it('gives the ids of the request to notifications without one, so that a repeated request publishes the same', async () => {
    const publisher = publisherOver(new SnsStub());
    const event = [aNotification(), aNotification({ id: 'own' }), aNotification()];

    expect(await publishEvent(aNotification(), publisher, 'request-1')).toMatchObject({ id: 'request-1' });
    expect(await publishEvent(event, publisher, 'request-1')).toMatchObject([
      { id: 'request-1-0' },
      { id: 'own' },
      { id: 'request-1-2' },
    ]);
    expect(event[0]).toStrictEqual(aNotification());
  });

  it.each([
    ['recipient: expected an email address', bad],
    ['subject: expected a value, body: expected a value, recipient: expected a value', {}],
    ['notification: expected an object', null],
    ['notification: expected an object', undefined],
    ['notification: expected an object', 'ada@example.com'],
    [
      'notification: expected at most 262,144 bytes instead of 262,210 bytes',
      aNotification({ id: '1', body: 'b'.repeat(262_140) }),
    ],
  ])('throws "%s" for one invalid notification, without its values', async (reason, event) => {
    const sns = new SnsStub();

    const error = await failureOf(event, sns);

    expect(error.message).toBe(`The notification was not published: ${reason}`);
    expect(error.cause).toMatchObject({ name: 'InvalidNotificationError' });
    expect(sns.batches).toEqual([]);
  });

  it('throws with the cause where SNS does not take one', async () => {
    const refusal = Object.assign(new Error('Topic does not exist'), { name: 'NotFoundException' });

    const error = await failureOf(aNotification({ id: 'order-1' }), new SnsStub({ request: () => refusal }));

    expect(error.message).toBe(
      'The notification was not published: ' +
        `Notification order-1 was not published to ${TOPIC_ARN}: NotFoundException: Topic does not exist`,
    );
    expect(error.cause).toMatchObject({ name: 'PublishError', cause: refusal });
  });

  it('publishes the rest of an array, then throws with the indexes of both kinds', async () => {
    const sns = new SnsStub();
    const event = [aNotification({ id: 'a' }), bad, aNotification({ id: 'b' }), aNotification({ id: 'c' })];

    const error = await failureOf(event, sns);

    expect(error.message).toBe(
      '1 of 4 notifications were not published, indexes 1; published: 0, 2-3. ' +
        '[1] recipient: expected an email address',
    );
    expect(error.cause).toMatchObject({ name: 'InvalidNotificationError', notificationId: 'bad' });
    expect(sns.bodies.map((batch) => batch.length)).toEqual([3]);
  });

  it('tells the first three of many causes and keeps all', async () => {
    const error = await failureOf([bad, bad, null, bad, bad]);

    expect(error.message).toBe(
      '5 of 5 notifications were not published, indexes 0-4; published: none. ' +
        '[0] recipient: expected an email address; [1] recipient: expected an email address; ' +
        '[2] notification: expected an object; and 2 more',
    );
    expect(error.cause).toBeInstanceOf(AggregateError);
    expect((error.cause as AggregateError).errors).toHaveLength(5);
  });

  it('takes an array within an array for an invalid notification', async () => {
    const error = await failureOf([[aNotification()]]);

    expect(error.message).toMatch(/\[0\] notification: expected an object$/);
  });
});

import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { NotificationPublisher } from '../../../publisher/index.ts';
import { aNotification } from '../../support/messages/a-notification.ts';
import { SnsStub } from '../../support/messages/an-sns-client.ts';

const TOPIC_ARN = 'arn:aws:sns:eu-central-1:123456789012:topic';

function publisherOver(sns: SnsStub): NotificationPublisher {
  return new NotificationPublisher({ topicArn: TOPIC_ARN, client: sns.client });
}

describe('NotificationPublisher', () => {
  beforeEach(() => {
    process.env.MAILROOM_TOPIC_ARN = 'arn:aws:sns:eu-west-1:123456789012:from-environment';
  });

  afterEach(() => {
    delete process.env.MAILROOM_TOPIC_ARN;
  });

  it('publishes to the topic of the environment by default', () => {
    expect(new NotificationPublisher().topicArn).toBe('arn:aws:sns:eu-west-1:123456789012:from-environment');
  });

  it('publishes to the topic that it is given', () => {
    expect(new NotificationPublisher({ topicArn: TOPIC_ARN }).topicArn).toBe(TOPIC_ARN);
  });

  it('refuses to be made without a topic', () => {
    delete process.env.MAILROOM_TOPIC_ARN;

    expect(() => new NotificationPublisher()).toThrow(/^MAILROOM_TOPIC_ARN is not set/);
  });
});

describe('publish', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('publishes it in the group of its tenant, which stays in the notification', async () => {
    const sns = new SnsStub();

    await publisherOver(sns).publish(aNotification({ tenant: 'acme/eu' }));

    expect(sns.publishes).toMatchObject([{ MessageGroupId: 'acme/eu' }]);
    expect(JSON.parse(sns.publishes[0]?.Message ?? '')).toMatchObject({ tenant: 'acme/eu' });
  });

  it.each([42, 'a b', 'ä', 'x'.repeat(129)])('refuses a tenant that is none: %j', async (tenant) => {
    await expect(
      publisherOver(new SnsStub()).publish({ ...aNotification(), tenant } as never),
    ).rejects.toMatchObject({
      issues: [{ field: 'tenant', expected: expect.any(String) }],
    });
  });

  it.each([undefined, null, ''])('publishes without a group what has no tenant: %j', async (tenant) => {
    const sns = new SnsStub();

    await publisherOver(sns).publish({ ...aNotification(), tenant } as never);

    expect(sns.publishes[0]).not.toHaveProperty('MessageGroupId');
  });

  it('publishes a notification under its id, with its attributes and the time of the call', async () => {
    const sns = new SnsStub();
    jest.spyOn(Date, 'now').mockReturnValue(Date.UTC(2026, 10, 24, 21));

    const published = await publisherOver(sns).publish(aNotification({ id: 'order-1' }), {
      attributes: { kind: 'welcome', priority: 1 },
    });

    expect(published).toStrictEqual({ id: 'order-1', messageId: 'message-1' });
    expect(sns.publishes).toEqual([
      {
        TopicArn: TOPIC_ARN,
        Message: '{"subject":"Welcome","body":"Hello Ada","recipient":"ada@example.com","id":"order-1"}',
        MessageAttributes: {
          kind: { DataType: 'String', StringValue: 'welcome' },
          priority: { DataType: 'Number', StringValue: '1' },
          mailroom: { DataType: 'String', StringValue: '{"published":"2026-11-24T21:00:00.000Z"}' },
        },
      },
    ]);
  });

  it('answers with the id that it assigned and sent', async () => {
    const sns = new SnsStub();

    const { id } = await publisherOver(sns).publish(aNotification());

    expect(JSON.parse(sns.publishes[0]?.Message ?? '')).toStrictEqual(aNotification({ id }));
  });

  it('keeps the publisher’s nine attributes beside the time', async () => {
    const sns = new SnsStub();
    const attributes = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`a${index}`, index]));

    await publisherOver(sns).publish(aNotification(), { attributes });

    expect(Object.keys(sns.publishes[0]?.MessageAttributes ?? {})).toEqual([
      ...Object.keys(attributes),
      'mailroom',
    ]);
  });

  it('publishes one that fills SNS’s limit, without the time', async () => {
    const sns = new SnsStub();
    const frame = JSON.stringify(aNotification({ id: '1', body: '' })).length;

    await publisherOver(sns).publish(aNotification({ id: '1', body: 'b'.repeat(262_144 - frame) }));

    expect(sns.publishes[0]).toHaveProperty('MessageAttributes', {});
    expect(sns.publishes[0]?.Message).toHaveLength(262_144);
  });

  it.each([
    [
      'notification',
      aNotification({ recipient: 'ada@' }),
      {},
      'recipient: expected an email address, got "ada@"',
    ],
    [
      'attribute',
      aNotification(),
      { kind: '' },
      'attributes.kind: expected a text that is not empty, got ""',
    ],
    [
      'size with attributes',
      aNotification({ id: '1', body: 'b'.repeat(262_000) }),
      { kind: 'k'.repeat(100) },
      'notification: 262,180 bytes with its attributes, and SNS takes at most 262,144 by default',
    ],
  ])('refuses an invalid %s before anything is sent', async (_, notification, attributes, message) => {
    const sns = new SnsStub();

    await expect(publisherOver(sns).publish(notification, { attributes })).rejects.toThrow(
      expect.objectContaining({ name: 'InvalidNotificationError', message }),
    );
    expect(sns.publishes).toEqual([]);
  });

  it('rejects with topic, id and cause where SNS does not take it', async () => {
    const cause = Object.assign(new Error('Topic does not exist'), { name: 'NotFoundException' });
    const sns = new SnsStub({ request: () => cause });

    await expect(publisherOver(sns).publish(aNotification({ id: 'order-1' }))).rejects.toThrow(
      expect.objectContaining({
        name: 'PublishError',
        message: `Notification order-1 was not published to ${TOPIC_ARN}: NotFoundException: Topic does not exist`,
        notificationId: 'order-1',
        topicArn: TOPIC_ARN,
        cause,
      }),
    );
    expect(sns.publishes).toHaveLength(1);
  });
});

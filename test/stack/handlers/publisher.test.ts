import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type FauxqsServer, startFauxqs } from 'fauxqs';
import { deserializeNotification } from '../../../contract/notification.ts';
import { aNotification } from '../../support/messages/a-notification.ts';

describe('handler of the publisher', () => {
  let sns: FauxqsServer;
  let handler: (event: unknown, context?: { awsRequestId: string }) => Promise<unknown>;

  beforeAll(async () => {
    sns = await startFauxqs({ port: 0, logger: false });
    sns.createQueue('queue', { region: 'eu-west-1' });
    const { topicArn } = sns.createTopic('topic', { region: 'eu-west-1' });
    sns.subscribe({
      topic: 'topic',
      queue: 'queue',
      region: 'eu-west-1',
      attributes: { RawMessageDelivery: 'true' },
    });
    Object.assign(process.env, {
      AWS_ENDPOINT_URL_SNS: sns.address,
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      MAILROOM_TOPIC_ARN: topicArn,
    });
    ({ handler } = await import('../../../handlers/publisher.ts'));
  });

  afterAll(() => sns.stop());

  it('takes two arguments at most, since Node.js 24 refuses a handler with a callback', () => {
    expect(handler.length).toBeLessThanOrEqual(2);
  });

  it('is the only export of its module', async () => {
    expect(Object.keys(await import('../../../handlers/publisher.ts'))).toEqual(['handler']);
  });

  it('publishes to the topic of the environment, in the region of that topic', async () => {
    const body = 'Grüße 漢字 🙂 \ud800 \uffff';

    const answer = await handler([aNotification({ body })], { awsRequestId: 'request-1' });

    expect(answer).toStrictEqual([
      { id: 'request-1-0', messageId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    ]);
    const bodies = sns.inspectQueue('queue')?.messages.ready.map((message) => message.body);
    expect(bodies?.map(deserializeNotification)).toStrictEqual([aNotification({ id: 'request-1-0', body })]);
  });
});

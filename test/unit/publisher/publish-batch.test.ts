import { describe, expect, it } from '@jest/globals';
import type { OutgoingMessage } from '../../../publisher/outgoing-message.ts';
import { type BatchDeps, publishBatch } from '../../../publisher/publish-batch.ts';
import { PublishRate } from '../../../publisher/publish-rate.ts';
import type { PublishResult } from '../../../publisher/publish-result.ts';
import { type EntryAnswer, SnsStub } from '../../support/messages/an-sns-client.ts';

const TOPIC_ARN = 'arn:aws:sns:eu-central-1:123456789012:topic';

const THROTTLED: EntryAnswer = { Code: 'Throttled', Message: 'Rate exceeded', SenderFault: true };
const INTERNAL: EntryAnswer = { Code: 'Anything', Message: 'Try again', SenderFault: false };
const INVALID: EntryAnswer = { Code: 'InvalidParameter', Message: 'Invalid parameter', SenderFault: true };

const NOW = Date.UTC(2026, 10, 24, 21);
const AT_NOW = { mailroom: { DataType: 'String', StringValue: '{"published":"2026-11-24T21:00:00.000Z"}' } };

const messages = ['a', 'b', 'c'].map((id) => ({ id, body: `body of ${id}`, bytes: 63, tellsTime: true }));

function depsFor(sns: SnsStub, parts: Partial<BatchDeps> = {}): BatchDeps & { readonly pauses: number[] } {
  const pauses: number[] = [];
  return {
    client: sns.client,
    topicArn: TOPIC_ARN,
    attributes: {},
    rate: new PublishRate({ pause: async () => {}, now: () => NOW }),
    pause: async (milliseconds) => pauses.push(milliseconds),
    random: () => 0.5,
    now: () => NOW,
    pauses,
    ...parts,
  };
}

/** The results without the error's class, which has its own test. */
function summaryOf(results: readonly PublishResult[]) {
  return results.map((result) =>
    result.status === 'published'
      ? [result.id, result.messageId]
      : [result.id, (result.error.cause as Error).name],
  );
}

function attributesOf(sns: SnsStub, request: number) {
  return sns.batches[request]?.PublishBatchRequestEntries?.map(({ MessageAttributes }) => MessageAttributes);
}

describe('publishBatch', () => {
  it('puts each message into the group of its tenant, if it has one', async () => {
    const sns = new SnsStub();
    const [first, second] = messages;

    await publishBatch([{ ...first, tenant: 'acme' }, second] as OutgoingMessage[], depsFor(sns));

    const entries = sns.batches[0]?.PublishBatchRequestEntries;
    expect(entries?.map((entry) => entry.MessageGroupId)).toEqual(['acme', undefined]);
    expect(entries?.[1]).not.toHaveProperty('MessageGroupId');
  });

  it('sends all messages in one request and answers in their order', async () => {
    const sns = new SnsStub();
    const attributes = { kind: { DataType: 'String', StringValue: 'welcome' } };

    const results = await publishBatch(messages, depsFor(sns, { attributes }));

    expect(results).toStrictEqual([
      { status: 'published', id: 'a', messageId: 'message-1' },
      { status: 'published', id: 'b', messageId: 'message-2' },
      { status: 'published', id: 'c', messageId: 'message-3' },
    ]);
    expect(sns.batches).toEqual([
      {
        TopicArn: TOPIC_ARN,
        PublishBatchRequestEntries: [
          { Id: '0', Message: 'body of a', MessageAttributes: { ...attributes, ...AT_NOW } },
          { Id: '1', Message: 'body of b', MessageAttributes: { ...attributes, ...AT_NOW } },
          { Id: '2', Message: 'body of c', MessageAttributes: { ...attributes, ...AT_NOW } },
        ],
      },
    ]);
  });

  it('tells no time with a message that it would make too large', async () => {
    const sns = new SnsStub();
    const full = { id: 'd', body: 'body of d', bytes: 9, tellsTime: false };

    await publishBatch([...messages.slice(0, 1), full], depsFor(sns));

    expect(attributesOf(sns, 0)).toEqual([AT_NOW, {}]);
  });

  it('tells of an entry that is sent again when that was', async () => {
    const answers: EntryAnswer[] = [THROTTLED];
    const sns = new SnsStub({ entry: () => answers.shift() });
    const times = [NOW, NOW + 50];

    await publishBatch(messages.slice(0, 1), depsFor(sns, { now: () => times.shift() as number }));

    expect([attributesOf(sns, 0), attributesOf(sns, 1)]).toEqual([
      [AT_NOW],
      [{ mailroom: { DataType: 'String', StringValue: '{"published":"2026-11-24T21:00:00.050Z"}' } }],
    ]);
  });

  it('sends again only the entries that failed with a passing error', async () => {
    const answers: Record<string, EntryAnswer[]> = {
      'body of a': [THROTTLED, INTERNAL],
      'body of b': [INVALID],
    };
    const sns = new SnsStub({ entry: (body) => answers[body]?.shift() });
    const deps = depsFor(sns);

    const results = await publishBatch(messages, deps);

    expect(sns.bodies).toEqual([['body of a', 'body of b', 'body of c'], ['body of a'], ['body of a']]);
    expect(deps.pauses).toEqual([50, 100]);
    expect(summaryOf(results)).toEqual([
      ['a', 'message-2'],
      ['b', 'InvalidParameter'],
      ['c', 'message-1'],
    ]);
  });

  it('keeps apart the entries of a repeated batch, whose positions have changed', async () => {
    const answers: Record<string, EntryAnswer[]> = {
      'body of b': [THROTTLED, INVALID],
      'body of c': [THROTTLED],
    };
    const sns = new SnsStub({ entry: (body) => answers[body]?.shift() });

    const results = await publishBatch(messages, depsFor(sns));

    expect(sns.bodies[1]).toEqual(['body of b', 'body of c']);
    expect(summaryOf(results)).toEqual([
      ['a', 'message-1'],
      ['b', 'InvalidParameter'],
      ['c', 'message-2'],
    ]);
  });

  it.each([
    ['InternalError'],
    ['InternalFailure'],
    ['ServiceUnavailable'],
    ['Throttled'],
    ['Throttling'],
    ['ThrottlingException'],
    ['KMSThrottling'],
    ['KMSThrottlingException'],
  ])('tries %s again even as a fault of the sender', async (Code) => {
    const answers: EntryAnswer[] = [{ Code, SenderFault: true }];
    const sns = new SnsStub({ entry: () => answers.shift() });

    await publishBatch(messages.slice(0, 1), depsFor(sns));

    expect(sns.batches).toHaveLength(2);
  });

  it.each([['InvalidParameter'], ['AuthorizationError'], ['KMSAccessDenied'], ['NotFound']])(
    'does not try %s again',
    async (Code) => {
      const sns = new SnsStub({ entry: () => ({ Code, SenderFault: true }) });

      await publishBatch(messages.slice(0, 1), depsFor(sns));

      expect(sns.batches).toHaveLength(1);
    },
  );

  it('gives up after five attempts', async () => {
    const sns = new SnsStub({ entry: () => THROTTLED });
    const deps = depsFor(sns);

    const results = await publishBatch(messages, deps);

    expect(sns.batches).toHaveLength(5);
    expect(deps.pauses).toEqual([50, 100, 200, 400]);
    expect(summaryOf(results)).toEqual([
      ['a', 'Throttled'],
      ['b', 'Throttled'],
      ['c', 'Throttled'],
    ]);
  });

  it('fails every entry of a request that failed as a whole, without another attempt', async () => {
    const refusal = Object.assign(new Error('not authorized'), { name: 'AuthorizationErrorException' });
    const sns = new SnsStub({ request: () => refusal });

    const results = await publishBatch(messages, depsFor(sns));

    expect(sns.batches).toHaveLength(1);
    expect(summaryOf(results)).toEqual([
      ['a', 'AuthorizationErrorException'],
      ['b', 'AuthorizationErrorException'],
      ['c', 'AuthorizationErrorException'],
    ]);
    expect(results[1]).toMatchObject({
      error: { name: 'PublishError', notificationId: 'b', topicArn: TOPIC_ARN, cause: refusal },
    });
  });

  it.each([
    ['ThrottlingException', {}],
    ['ThrottledException', {}],
    ['KMSThrottlingException', {}],
    ['TooManyRequestsException', {}],
    ['UnknownError', { $metadata: { httpStatusCode: 429 } }],
  ])('sends a request again that was throttled as a whole, by %s', async (name, parts) => {
    const refusal = Object.assign(new Error('Rate exceeded'), { name }, parts);
    const sns = new SnsStub({ request: (request) => (request < 3 ? refusal : undefined) });
    const deps = depsFor(sns);

    const results = await publishBatch(messages, deps);

    expect(deps.pauses).toEqual([50, 100]);
    expect(results.map(({ status }) => status)).toEqual(['published', 'published', 'published']);
  });

  it('keeps what was published where a repeated request fails as a whole', async () => {
    const sns = new SnsStub({
      entry: (body) => (body === 'body of b' ? THROTTLED : undefined),
      request: (request) => (request === 2 ? new Error('connection lost') : undefined),
    });

    const results = await publishBatch(messages, depsFor(sns));

    expect(summaryOf(results)).toEqual([
      ['a', 'message-1'],
      ['b', 'Error'],
      ['c', 'message-2'],
    ]);
  });

  it('fails an entry that the answer names nowhere, since it may have been published', async () => {
    const sns = new SnsStub({ entry: (body) => (body === 'body of b' ? 'unnamed' : undefined) });

    const results = await publishBatch(messages, depsFor(sns));

    expect(sns.batches).toHaveLength(1);
    expect(results.map(({ status }) => status)).toEqual(['published', 'failed', 'published']);
    expect(results[1]).toMatchObject({
      id: 'b',
      error: {
        message: `Notification b was not published to ${TOPIC_ARN}: Error: SNS answered without naming it`,
      },
    });
  });

  it('tells code and message of a refused entry', async () => {
    const sns = new SnsStub({ entry: () => INVALID });

    const [result] = await publishBatch(messages.slice(0, 1), depsFor(sns));

    expect(result).toMatchObject({
      error: {
        message: `Notification a was not published to ${TOPIC_ARN}: InvalidParameter: Invalid parameter`,
      },
    });
  });
});

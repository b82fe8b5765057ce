import { describe, expect, it } from '@jest/globals';
import { resolveTopicArn, sharedClient } from '../../../publisher/topic.ts';

const FRANKFURT = 'arn:aws:sns:eu-central-1:123456789012:topic';
const DUBLIN = 'arn:aws:sns:eu-west-1:123456789012:topic';

describe('resolveTopicArn', () => {
  it('takes the chosen topic before the one of the environment', () => {
    expect(resolveTopicArn(DUBLIN, { MAILROOM_TOPIC_ARN: FRANKFURT })).toBe(DUBLIN);
  });

  it('takes the topic of the environment where none is chosen', () => {
    expect(resolveTopicArn(undefined, { MAILROOM_TOPIC_ARN: FRANKFURT })).toBe(FRANKFURT);
  });

  it.each([
    ['MAILROOM_TOPIC_ARN is not set: allow the function by addPublisher, or pass topicArn.', undefined, {}],
    [
      'MAILROOM_TOPIC_ARN: expected the ARN of an SNS topic, got "topic"',
      undefined,
      { MAILROOM_TOPIC_ARN: 'topic' },
    ],
    ['topicArn: expected the ARN of an SNS topic, got ""', '', { MAILROOM_TOPIC_ARN: FRANKFURT }],
  ])('refuses with "%s"', (message, chosen, environment) => {
    expect(() => resolveTopicArn(chosen, environment)).toThrow(new Error(message));
  });
});

describe('sharedClient', () => {
  it('gives up what is not answered, instead of waiting for ever as the SDK does', async () => {
    const requestHandler = sharedClient(FRANKFURT).config.requestHandler as {
      handle(request: never, options: object): Promise<unknown>;
      httpHandlerConfigs(): object;
    };
    await requestHandler.handle({} as never, {}).catch(() => {});

    expect(requestHandler.httpHandlerConfigs()).toMatchObject({
      connectionTimeout: 3_000,
      requestTimeout: 5_000,
      socketTimeout: 5_000,
      throwOnRequestTimeout: true,
    });
  });

  it('is a client of the region of the topic', async () => {
    expect(await sharedClient(DUBLIN).config.region()).toBe('eu-west-1');
  });

  it('is the same for every topic of a region', () => {
    expect(sharedClient(`${FRANKFURT}-2`)).toBe(sharedClient(FRANKFURT));
    expect(sharedClient(DUBLIN)).not.toBe(sharedClient(FRANKFURT));
  });
});

import { describe, expect, it } from '@jest/globals';
import { parsePipelines } from '../../../contract/pipelines.ts';

const whole = {
  'Stack/Mail': {
    topicArn: 'arn:aws:sns:eu-central-1:123456789012:topic',
    queueUrl: 'https://sqs.eu-central-1.amazonaws.com/123456789012/queue',
    deadLetterQueueUrl: 'https://sqs.eu-central-1.amazonaws.com/123456789012/dead',
    undeliveredQueueUrl: 'https://sqs.eu-central-1.amazonaws.com/123456789012/undelivered',
    tableName: 'table-1',
    functions: { publisher: 'publisher-1', emailer: 'emailer-1' },
  },
};

describe('parsePipelines', () => {
  it.each([
    ['none', {}],
    ['a whole one', whole],
    [
      'one without queues',
      { Seed: { topicArn: 'arn:aws:sns:eu-central-1:123456789012:topic', functions: {} } },
    ],
  ])('accepts %s', (_, pipelines) => {
    expect(parsePipelines(pipelines, 'a.json')).toStrictEqual(pipelines);
  });

  it.each([
    ['pipelines: expected an object, got null', null],
    ['Mail.topicArn: missing', { Mail: { functions: {} } }],
    ['Mail.queueUrl: expected a string, got 1', { Mail: { topicArn: 'arn', queueUrl: 1, functions: {} } }],
  ])('refuses with "%s", naming the file', (fault, input) => {
    expect(() => parsePipelines(input, 'a.json')).toThrow(
      new Error(`a.json holds no valid pipelines: ${fault}`),
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import { billedRequests, dollars, gigabyteSeconds } from '../../../bench/figures/cost.ts';

const aFunction = { invocations: 0, coldStarts: 0, billedMilliseconds: 0, memoryMegabytes: 256 };

describe('gigabyteSeconds', () => {
  it('is billed seconds × gigabytes, of all functions', () => {
    const functions = [
      { ...aFunction, billedMilliseconds: 8_000 },
      { ...aFunction, billedMilliseconds: 500, memoryMegabytes: 1_024 },
    ];

    expect(gigabyteSeconds(functions)).toBeCloseTo(2 + 0.5, 10);
  });
});

describe('billedRequests', () => {
  it('leaves out what the bench and the deployment ask for', () => {
    const requests = {
      sqs: { ReceiveMessage: 3, DeleteMessageBatch: 2, GetQueueAttributes: 99, CreateQueue: 1 },
    };

    expect(billedRequests({ requests, hasQueue: true }, 'sqs')).toBe(5);
  });

  it('counts no queue where the shape has none', () => {
    expect(billedRequests({ requests: { sqs: { ReceiveMessage: 3 } }, hasQueue: false }, 'sqs')).toBe(0);
  });

  it('tells reads of a table from writes', () => {
    const seen = { requests: { dynamodb: { PutItem: 2, UpdateItem: 1, GetItem: 5 } }, hasQueue: true };

    expect(billedRequests(seen, 'dynamodbWrites')).toBe(3);
    expect(billedRequests(seen, 'dynamodbReads')).toBe(5);
  });

  it('is 0 for a service that was not asked', () => {
    expect(billedRequests({ requests: {}, hasQueue: true }, 'sns')).toBe(0);
  });
});

describe('dollars', () => {
  it.each([
    ['SNS', { requests: { sns: { Publish: 1_000_000 } } }, 0.5],
    ['SQS', { requests: { sqs: { ReceiveMessage: 1_000_000 } } }, 0.4],
    ['writes of a table', { requests: { dynamodb: { PutItem: 1_000_000 } } }, 0.625],
    ['reads of a table', { requests: { dynamodb: { GetItem: 1_000_000 } } }, 0.125],
    ['invocations', { functions: [{ ...aFunction, invocations: 1_000_000 }] }, 0.2],
    ['GB-s', { functions: [{ ...aFunction, billedMilliseconds: 4_000_000_000 }] }, 13.3333],
  ])('bills a million of %s', (_, used, price) => {
    expect(dollars({ requests: {}, functions: [], hasQueue: true, ...used })).toBeCloseTo(price, 3);
  });
});

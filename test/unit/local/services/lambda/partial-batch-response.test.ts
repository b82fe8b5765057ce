import { describe, expect, it } from '@jest/globals';
import { readBatchResponse } from '../../../../../local/services/lambda/partial-batch-response.ts';

const BATCH = ['a', 'b', 'c'];

const outcomeOf = (response: unknown) => readBatchResponse(JSON.stringify(response), BATCH);

describe('readBatchResponse', () => {
  it.each<[string, unknown]>([
    ['null', null],
    ['an empty object', {}],
    ['an empty list', { batchItemFailures: [] }],
    ['a list of null', { batchItemFailures: null }],
    ['a misspelt list', { batchItemsFailures: [{ itemIdentifier: 'a' }] }],
  ])('takes %s for a success of the whole batch', (_, response) => {
    expect(outcomeOf(response)).toEqual({ kind: 'failed', ids: new Set() });
  });

  it.each<[string, unknown, string[]]>([
    ['one', { batchItemFailures: [{ itemIdentifier: 'b' }] }, ['b']],
    ['several', { batchItemFailures: [{ itemIdentifier: 'c' }, { itemIdentifier: 'a' }] }, ['a', 'c']],
    ['all', { batchItemFailures: BATCH.map((itemIdentifier) => ({ itemIdentifier })) }, BATCH],
    [
      'one that is named twice',
      { batchItemFailures: [{ itemIdentifier: 'a' }, { itemIdentifier: 'a' }] },
      ['a'],
    ],
    [
      'one with more beside it',
      { batchItemFailures: [{ itemIdentifier: 'a', reason: 'x' }], more: 1 },
      ['a'],
    ],
  ])('gives the failed ones: %s', (_, response, ids) => {
    expect(outcomeOf(response)).toEqual({ kind: 'failed', ids: new Set(ids) });
  });

  it.each<[string, unknown]>([
    ['an empty id', { batchItemFailures: [{ itemIdentifier: '' }] }],
    ['an id of null', { batchItemFailures: [{ itemIdentifier: null }] }],
    ['an id that is a number', { batchItemFailures: [{ itemIdentifier: 1 }] }],
    ['an id under a wrong key', { batchItemFailures: [{ messageId: 'a' }] }],
    ['an id that was not in the batch', { batchItemFailures: [{ itemIdentifier: 'd' }] }],
    [
      'a valid id and an unknown one',
      { batchItemFailures: [{ itemIdentifier: 'a' }, { itemIdentifier: 'd' }] },
    ],
    ['bare ids', { batchItemFailures: ['a'] }],
    ['null in the list', { batchItemFailures: [null] }],
    ['a list that is an object', { batchItemFailures: { itemIdentifier: 'a' } }],
    ['a list that is text', { batchItemFailures: 'a' }],
    ['text', 'fine'],
    ['a number', 0],
    ['false', false],
    ['an array', [null]],
  ])('takes %s for a failure of the whole batch', (_, response) => {
    expect(outcomeOf(response)).toEqual({ kind: 'all-failed' });
  });

  it('takes what is not JSON for a failure of the whole batch', () => {
    expect(readBatchResponse('{"batchItemFailures":', BATCH)).toEqual({ kind: 'all-failed' });
  });
});

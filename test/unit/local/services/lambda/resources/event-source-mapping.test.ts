import { describe, expect, it } from '@jest/globals';
import { functionNameOf } from '../../../../../../local/deploy/function-name.ts';
import {
  mappingOf,
  pollsQueue,
} from '../../../../../../local/services/lambda/resources/event-source-mapping.ts';
import type { JsonObject } from '../../../../../../template/json.ts';
import { aResource } from '../../../../../support/local/a-resource.ts';

const QUEUE = 'arn:aws:sqs:eu-west-1:000000000000:jobs';

const aMapping = (properties: JsonObject = {}) =>
  aResource('AWS::Lambda::EventSourceMapping', {
    EventSourceArn: QUEUE,
    FunctionName: 'work',
    ...properties,
  });

describe('mappingOf', () => {
  it('has the defaults of Lambda', () => {
    expect(mappingOf(aMapping())).toEqual({
      queueArn: QUEUE,
      functionName: 'work',
      enabled: true,
      batchSize: 10,
      batchWindowSeconds: 0,
      maximumConcurrency: undefined,
      reportBatchItemFailures: false,
      patterns: [],
    });
  });

  it('reads what the template says, numbers as text too', () => {
    const mapping = mappingOf(
      aMapping({
        Enabled: 'false',
        BatchSize: '100',
        MaximumBatchingWindowInSeconds: 5,
        ScalingConfig: { MaximumConcurrency: '2' },
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        FilterCriteria: { Filters: [{ Pattern: '{"body":{"kind":["a"]}}' }] },
      }),
    );

    expect(mapping).toEqual({
      queueArn: QUEUE,
      functionName: 'work',
      enabled: false,
      batchSize: 100,
      batchWindowSeconds: 5,
      maximumConcurrency: 2,
      reportBatchItemFailures: true,
      patterns: ['{"body":{"kind":["a"]}}'],
    });
  });

  it.each<[JsonObject]>([
    [{ BatchSize: 10 }],
    [{ BatchSize: 10_000, MaximumBatchingWindowInSeconds: 1 }],
    [{ BatchSize: 1, MaximumBatchingWindowInSeconds: 300 }],
    [{ ScalingConfig: { MaximumConcurrency: 1000 } }],
    [{ EventSourceArn: `${QUEUE}.fifo`, BatchSize: 10 }],
  ])('takes %j', (properties) => {
    expect(() => mappingOf(aMapping(properties))).not.toThrow();
  });

  it.each<[JsonObject, string]>([
    [{ BatchSize: 0 }, 'BatchSize must be a whole number from 1 to 10000, got 0'],
    [
      { BatchSize: 10_001, MaximumBatchingWindowInSeconds: 1 },
      'BatchSize must be a whole number from 1 to 10000, got 10001',
    ],
    [{ BatchSize: 2.5 }, 'BatchSize must be a whole number from 1 to 10000, got 2.5'],
    [{ BatchSize: 11 }, 'a BatchSize above 10 needs a MaximumBatchingWindowInSeconds, got 11'],
    [
      { MaximumBatchingWindowInSeconds: 301 },
      'MaximumBatchingWindowInSeconds must be a whole number from 0 to 300, got 301',
    ],
    [
      { ScalingConfig: { MaximumConcurrency: 1 } },
      'MaximumConcurrency must be a whole number from 2 to 1000, got 1',
    ],
    [
      { EventSourceArn: `${QUEUE}.fifo`, BatchSize: 11 },
      'a BatchSize above 10 is too much for a FIFO queue, got 11',
    ],
    [
      { EventSourceArn: `${QUEUE}.fifo`, MaximumBatchingWindowInSeconds: 1 },
      'a FIFO queue takes no MaximumBatchingWindowInSeconds',
    ],
    [
      { FilterCriteria: { Filters: [{ Pattern: 'kind' }] } },
      'Lambda would refuse its FilterCriteria: the pattern kind is not a JSON object',
    ],
    [{ FunctionName: 5 }, 'FunctionName must be a string, got 5'],
  ])('refuses %j', (properties, message) => {
    expect(() => mappingOf(aMapping(properties))).toThrow(
      `App/Tested (AWS::Lambda::EventSourceMapping): ${message}.`,
    );
  });
});

describe('pollsQueue', () => {
  it.each<[string, JsonObject, boolean]>([
    ['a queue', { EventSourceArn: QUEUE }, true],
    ['a stream', { EventSourceArn: 'arn:aws:dynamodb:eu-west-1:000000000000:table/t/stream/s' }, false],
    ['what has no ARN', { EventSourceArn: { Ref: 'AWS::NoValue' } }, false],
  ])('knows %s', (_, properties, expected) => {
    expect(pollsQueue(aMapping(properties))).toBe(expected);
  });
});

describe('functionNameOf', () => {
  it.each([
    'work',
    'work:live',
    'work:$LATEST',
    'function:work',
    '000000000000:function:work',
    '000000000000:function:work:1',
    'arn:aws:lambda:eu-west-1:000000000000:function:work',
    'arn:aws:lambda:eu-west-1:000000000000:function:work:1',
    'arn:aws-cn:lambda:cn-north-1:000000000000:function:work:live',
  ])('finds the name in %s', (nameOrArn) => {
    expect(functionNameOf(nameOrArn)).toBe('work');
  });

  it('leaves alone what is no name', () => {
    expect(functionNameOf('arn:aws:sqs:eu-west-1:000000000000:work')).toBe(
      'arn:aws:sqs:eu-west-1:000000000000:work',
    );
  });
});

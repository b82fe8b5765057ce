import type { Check } from './check.ts';
import { attribute, expectEqual, expectOnly, only, propertiesOf, ref, type Template } from './template.ts';

export const MAPPING: readonly Check[] = [
  {
    intention: 'The emailer gets what is in the queue',
    verify: (template, { queue, emailer }) => {
      const { EventSourceArn, FunctionName } = mapping(template);
      expectEqual(
        'Mapping',
        { EventSourceArn, FunctionName },
        {
          EventSourceArn: attribute(queue),
          FunctionName: ref(emailer.fn),
        },
      );
    },
  },
  {
    intention: 'Only what the emailer reports as failed comes back; without the flag Lambda deletes that too',
    verify: (template) => {
      expectEqual('Response types', mapping(template).FunctionResponseTypes, ['ReportBatchItemFailures']);
    },
  },
  {
    intention: 'A batch is of ten at most, which fit into half the timeout at any pace',
    verify: (template) => {
      expectEqual('Batch size', mapping(template).BatchSize, 10);
    },
  },
  {
    intention: 'A lone notification does not wait for others to fill its batch',
    verify: (template) => {
      expectEqual('Window', mapping(template).MaximumBatchingWindowInSeconds ?? 0, 0);
    },
  },
  {
    intention: 'As many workers run as share the send rate, and no more, which would exceed it',
    verify: (template, { emailer }) => {
      const { Environment } = propertiesOf(template, emailer.fn, 'AWS::Lambda::Function');
      expectEqual('Scaling', mapping(template).ScalingConfig, { MaximumConcurrency: 2 });
      expectEqual('Workers', Environment?.Variables?.MAILROOM_WORKERS, '2');
    },
  },
  {
    intention: 'The mapping runs, on everything: no filter, which would delete what it does not match',
    verify: (template) => {
      expectOnly('the mapping', mapping(template), [
        'BatchSize',
        'EventSourceArn',
        'FunctionName',
        'FunctionResponseTypes',
        'MaximumBatchingWindowInSeconds',
        'ScalingConfig',
      ]);
    },
  },
];

function mapping(template: Template) {
  return only(template, 'AWS::Lambda::EventSourceMapping').Properties;
}

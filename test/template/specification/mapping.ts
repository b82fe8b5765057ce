import type { Check } from './check.ts';
import { mappingOf } from './functions.ts';
import type { PipelineNames } from './pipeline-names.ts';
import { attribute, expectEqual, expectOnly, propertiesOf, ref, type Template } from './template.ts';

export const MAPPING: readonly Check[] = [
  {
    intention: 'The emailer gets what is in the queue',
    verify: (template, names) => {
      const { queue, emailer } = names;
      const { EventSourceArn, FunctionName } = mapping(template, names);
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
    verify: (template, names) => {
      expectEqual('Response types', mapping(template, names).FunctionResponseTypes, [
        'ReportBatchItemFailures',
      ]);
    },
  },
  {
    intention: 'A batch is of ten at most, which fit into half the timeout at any pace',
    verify: (template, names) => {
      expectEqual('Batch size', mapping(template, names).BatchSize, 10);
    },
  },
  {
    intention: 'A lone notification does not wait for others to fill its batch',
    verify: (template, names) => {
      expectEqual('Window', mapping(template, names).MaximumBatchingWindowInSeconds ?? 0, 0);
    },
  },
  {
    intention: 'As many workers run as share the send rate, and no more, which would exceed it',
    verify: (template, names) => {
      const { emailer } = names;
      const { Environment } = propertiesOf(template, emailer.fn, 'AWS::Lambda::Function');
      expectEqual('Scaling', mapping(template, names).ScalingConfig, { MaximumConcurrency: 2 });
      expectEqual('Workers', Environment?.Variables?.MAILROOM_WORKERS, '2');
    },
  },
  {
    intention: 'The mapping runs, on everything: no filter, which would delete what it does not match',
    verify: (template, names) => {
      expectOnly('the mapping', mapping(template, names), [
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

function mapping(template: Template, { emailer }: PipelineNames) {
  return mappingOf(template, emailer);
}

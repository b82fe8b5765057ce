import type { Resource } from '../../template/resource.ts';
import { Unknown } from '../../template/unknown.ts';
import { MAPPED_QUEUES } from '../pipeline/find-pipelines.ts';
import type { Templates } from '../templates.ts';
import { unwrittenBeside } from '../unwritten.ts';
import { notChecked, type Rule } from './rule.ts';

/** Something reads the queue behind a topic. Else what is published is as good as lost once it expires. */
export const consumer: Rule<'consumer'> = {
  id: 'consumer',
  asks: 'an enabled mapping feeds a function from the queue',
  inFull: 'an enabled mapping reads the queue, for a function that may run, or a pipe does',
  severity: 'warning; error where Lambda refuses the mapping',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html',
  check({ queue, mapping, function: fn }, { templates }) {
    if (!mapping) {
      if (!queue) return [];
      const reader = readerOf(queue, templates);
      if (reader === true) return [];
      if (reader instanceof Unknown) return [notChecked(queue, 'whether something reads the queue', reader)];
      const stopped = templates
        .ofType('AWS::Pipes::Pipe')
        .find((pipe) => isStopped(pipe) && templates.isArnOf(pipe.property('Source'), queue, pipe) === true);
      if (stopped) {
        const message = `The pipe ${stopped.logicalId} that reads the queue is stopped: what is published waits in it until it expires.`;
        return [{ resource: stopped, severity: 'warning', message, remedy: 'Set DesiredState to RUNNING.' }];
      }
      const message =
        'No event source mapping in the template reads this queue: what is published waits in it until it expires.';
      const remedy =
        'Add the mapping, give the checker the template that has it, or except this rule with what reads the queue as the reason.';
      return [{ resource: queue, severity: 'warning', message, remedy }];
    }
    const said = templates.said(mapping.property('EventSourceArn'))?.said;
    if (said !== undefined && said !== 'arn') {
      const message = `The mapping names the queue by ${said === 'url' ? 'its URL' : 'its name'}, and Lambda asks for the ARN: it refuses the mapping.`;
      return [{ resource: mapping, severity: 'error', message, remedy: 'Give the Arn as EventSourceArn.' }];
    }
    const isEnabled = mapping.boolean(['Enabled'], true);
    const reserved = fn?.number(['ReservedConcurrentExecutions'], 1);
    if (isEnabled instanceof Unknown)
      return [notChecked(mapping, 'whether the mapping is enabled', isEnabled)];
    if (!isEnabled) {
      const message = 'The mapping is disabled: what is published waits in the queue until it expires.';
      return [{ resource: mapping, severity: 'warning', message, remedy: 'Set Enabled to true.' }];
    }
    if (fn && reserved === 0) {
      const message = 'The function has a reserved concurrency of 0, so it never runs.';
      const remedy = 'Take ReservedConcurrentExecutions away, or set it to as many as may run at once.';
      return [{ resource: fn, severity: 'warning', message, remedy }];
    }
    return [];
  },
};

function isStopped(pipe: Resource): boolean {
  return pipe.property('DesiredState') === 'STOPPED';
}

/** Whether a pipe, or a mapping that only a deployment tells of, reads the queue. */
function readerOf(queue: Resource, templates: Templates): boolean | Unknown {
  const sources = [
    ...templates
      .ofType('AWS::Pipes::Pipe')
      .filter((pipe) => !isStopped(pipe))
      .map((pipe) => ({ from: pipe, arn: pipe.property('Source') })),
    ...templates
      .mentioning(MAPPED_QUEUES, queue)
      .map((mapping) => ({ from: mapping, arn: mapping.property('EventSourceArn') })),
  ];
  const read = sources.map(({ from, arn }) => templates.isArnOf(arn, queue, from));
  if (read.includes(true)) return true;
  return read.find((each) => each instanceof Unknown) ?? unwrittenBeside(queue) ?? false;
}

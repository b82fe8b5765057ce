import type { Resource } from '../../template/resource.ts';
import { Unknown } from '../../template/unknown.ts';
import { notChecked, type Problem, type Rule } from './rule.ts';

/** Says which part of a pipeline is not in the templates, so that nobody takes it for checked. */
export const outsideTemplate: Rule<'outside-template'> = {
  id: 'outside-template',
  asks: 'every part of the pipeline is in the template (told as info)',
  inFull: 'topic, queue and function are in the template',
  severity: 'info',
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html',
  check(pipeline, { templates }) {
    const { kind, subscription, topic, queue, mapping, queueArn, function: fn } = pipeline;
    const at = subscription?.resource ?? mapping;
    if (!at) return [];
    const unseen = (resource: Resource, what: string, value: unknown): Problem => {
      const named =
        typeof value === 'string'
          ? `${templates.spell(value)} is defined elsewhere`
          : 'it is defined elsewhere';
      return notChecked(resource, what, value instanceof Unknown ? value : new Unknown(named));
    };
    return [
      ...(subscription && !topic ? [unseen(at, 'the topic', subscription.topicArn)] : []),
      ...(kind === 'queue' && !queue ? [unseen(at, 'the queue', queueArn)] : []),
      ...(mapping && !fn ? [unseen(mapping, 'the function', mapping.property('FunctionName'))] : []),
      ...(subscription && kind === 'direct' && !fn
        ? [unseen(at, 'the function', subscription.endpoint)]
        : []),
    ];
  },
};

import { Unknown } from '../../template/unknown.ts';
import type { Value } from '../../template/value.ts';
import { functionBehind } from '../pipeline/functions.ts';
import type { Pipeline } from '../pipeline/pipeline.ts';
import type { Templates } from '../templates.ts';
import { notChecked, type Rule } from './rule.ts';

/** A function that a topic invokes lets this topic, and no other, invoke it. */
export const invokePermission: Rule<'invoke-permission'> = {
  id: 'invoke-permission',
  asks: 'a function that the topic invokes lets this topic alone do so',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html',
  check(pipeline, { templates }) {
    const { kind, function: fn } = pipeline;
    if (kind !== 'direct' || !fn) return [];
    const sources = templates
      .ofType('AWS::Lambda::Permission')
      .filter(
        (permission) =>
          functionBehind(permission.property('FunctionName'), templates) === fn &&
          permission.property('Principal') === 'sns.amazonaws.com',
      )
      .map((permission) => permission.property('SourceArn'));
    const remedy =
      "Add an AWS::Lambda::Permission for sns.amazonaws.com with the topic's ARN as its SourceArn.";
    if (sources.includes(undefined)) {
      const message =
        'Any topic of any account may invoke the function: its permission for SNS names no topic.';
      return [{ resource: fn, severity: 'error', message, remedy }];
    }
    if (sources.some((source) => isTopic(source, pipeline, templates))) return [];
    const unknown = [...sources, pipeline.subscription?.topicArn].find((source) => source instanceof Unknown);
    if (unknown instanceof Unknown) return [notChecked(fn, 'which topic may invoke the function', unknown)];
    const message = 'The topic may not invoke the function, so SNS delivers nothing.';
    return [{ resource: fn, severity: 'error', message, remedy }];
  },
};

function isTopic(arn: Value, { topic, subscription }: Pipeline, templates: Templates): boolean {
  if (topic && templates.resourceBehind(arn) === topic) return true;
  return templates.isSameResource(arn, subscription?.topicArn);
}

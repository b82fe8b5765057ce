import { CIRCLE_REMEDY } from '../../template/circle.ts';
import type { Pipeline } from '../pipeline/pipeline.ts';
import type { Rule } from './rule.ts';

/**
 * CloudFormation can put the resources of the pipeline's stacks in an order. Amplify's stacks are all nested, and it creates a
 * nested stack as a whole, so that a function and a pipeline in two of them that name each other are a circle.
 */
export const circularDependency: Rule<'circular-dependency'> = {
  id: 'circular-dependency',
  asks: 'no resources, nested stacks among them, need each other',
  inFull:
    'no resources need each other, nested stacks among them: an Amplify function and a pipeline that name each other belong into one stack, by `resourceGroupName`',
  severity: 'error',
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/troubleshooting.html',
  check(pipeline, { templates }) {
    const circles = new Set(partsOf(pipeline).flatMap((part) => templates.circlesBeside(part)));
    return [...circles].map(({ resource, ids }) => ({
      resource,
      severity: 'error',
      message: `${ids.join(' needs ')}: CloudFormation can create none of them, and refuses the template.`,
      remedy: CIRCLE_REMEDY,
    }));
  },
};

function partsOf({ topic, subscription, queue, mapping, function: fn }: Pipeline) {
  return [topic, subscription?.resource, queue, mapping, fn].filter((part) => part !== undefined);
}

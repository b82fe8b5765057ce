import { matchesAction } from '../../template/policy/action-patterns.ts';
import type { Resource } from '../../template/resource.ts';
import { Unknown } from '../../template/unknown.ts';
import { items, type Value } from '../../template/value.ts';
import type { Templates } from '../templates.ts';
import { merge, readDocument, type Statement, type Statements } from './statements.ts';

/** The resources that hold the policy of a queue or a topic, and the property that says whose it is. */
const HOLDERS: Readonly<Record<string, readonly (readonly [type: string, property: string])[]>> = {
  'AWS::SQS::Queue': [
    ['AWS::SQS::QueuePolicy', 'Queues'],
    ['AWS::SQS::QueueInlinePolicy', 'Queue'],
  ],
  'AWS::SNS::Topic': [
    ['AWS::SNS::TopicPolicy', 'Topics'],
    ['AWS::SNS::TopicInlinePolicy', 'TopicArn'],
  ],
};

/** What the policies of a queue or a topic say. One that may not be created counts as not known. */
export function policyOf(resource: Resource, templates: Templates): Statements {
  const holders = HOLDERS[resource.type] ?? [];
  return merge(
    holders.flatMap(([type, property]) =>
      templates.ofType(type).flatMap((holder): Statements[] => {
        const owners = items(holder.property(property));
        if (!owners.some((owner) => templates.resourceBehind(owner) === resource)) {
          const unknown = owners.find((owner) => owner instanceof Unknown);
          return unknown instanceof Unknown ? [{ statements: [], unknown }] : [];
        }
        if (!holder.existsWith(resource)) {
          const unknown = new Unknown(`its policy depends on the condition ${holder.condition}`);
          return [{ statements: [], unknown }];
        }
        return [readDocument(holder.property('PolicyDocument'))];
      }),
    ),
  );
}

/** Whether a statement is about `action` on `resource`, as far as one can tell. */
export function concerns(
  statement: Statement,
  action: string,
  resource: Resource,
  templates: Templates,
): boolean {
  if (!statement.actions.some((pattern) => matchesAction(pattern, action))) return false;
  return statement.resources.some((value) => {
    const behind = templates.resourceBehind(value);
    // A text that is no resource of ours is a pattern, or an ARN by a physical name: it may well be this one.
    return behind === undefined || behind === resource;
  });
}

const SOURCE_ARN_TESTS = /^(?:foranyvalue:)?(?:arn|string)(?:equals|like|equalsignorecase)(?:ifexists)?$/i;

/** The values of a statement's condition on the ARN of what calls; `undefined` where it has none. */
export function sourceArns({ conditions }: Statement): readonly Value[] | undefined {
  return conditions.find(
    ({ key, name }) => key.toLowerCase() === 'aws:sourcearn' && SOURCE_ARN_TESTS.test(name),
  )?.values;
}

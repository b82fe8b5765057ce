import { own } from '../../template/json.ts';
import { matchesAction } from '../../template/policy/action-patterns.ts';
import { POLICY_HOLDERS, type PolicyHolder } from '../../template/policy/holders.ts';
import type { Resource } from '../../template/resource.ts';
import { Unknown } from '../../template/unknown.ts';
import { items, type Value } from '../../template/value.ts';
import type { Templates } from '../templates.ts';
import { merge, readDocument, type Statement, type Statements } from './statements.ts';

/** What the policies of a queue or a topic say. */
export function policyOf(resource: Resource, templates: Templates): Statements {
  return attachedPolicies(resource, templates, (owner) => templates.resourceBehind(owner) === resource);
}

/** What the resources that hold policies of a resource say. One that may not be created counts as not known. */
export function attachedPolicies(
  resource: Resource,
  templates: Templates,
  isResource: (owner: Value) => boolean,
): Statements {
  const holders = own<readonly PolicyHolder[]>(POLICY_HOLDERS, resource.type) ?? [];
  return merge(
    holders.flatMap(([type, property]) =>
      templates.ofType(type).flatMap((holder): Statements[] => {
        const owners = items(holder.property(property));
        if (!owners.some(isResource)) {
          const unknown = owners.find((owner) => owner instanceof Unknown);
          return unknown ? [{ statements: [], unknown }] : [];
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

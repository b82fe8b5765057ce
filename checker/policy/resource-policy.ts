import { own } from '../../template/json.ts';
import { matchesAction } from '../../template/policy/action-patterns.ts';
import { POLICY_HOLDERS, type PolicyHolder } from '../../template/policy/holders.ts';
import type { Resource } from '../../template/resource.ts';
import { anyOf, Unknown } from '../../template/unknown.ts';
import { items, type Value } from '../../template/value.ts';
import type { Place } from '../mentions.ts';
import { perResource } from '../per-resource.ts';
import type { Templates } from '../templates.ts';
import { unwrittenBeside } from '../unwritten.ts';
import { merge, readDocument, type Statement, type Statements } from './statements.ts';

/** What the policies of a queue or a topic say. */
export const policyOf = perResource(
  (resource, templates: Templates): Statements => merge(policiesOf(resource, templates)),
);

/** What each of the policies of a queue or a topic says. AWS keeps one alone, the one that was written last. */
export const policiesOf = perResource((resource, templates: Templates): Statements[] => {
  const isOwner =
    resource.type === 'AWS::SQS::Queue'
      ? (owner: Value, holder: Resource) => isUrlOf(owner, resource, holder, templates)
      : (owner: Value, holder: Resource) => templates.isArnOf(owner, resource, holder);
  return attachedPolicies(resource, templates, isOwner);
});

/** Where the resources that hold policies of others say whose they are. */
const PLACES: Readonly<Record<string, readonly Place[]>> = Object.fromEntries(
  Object.entries<readonly PolicyHolder[]>(POLICY_HOLDERS).map(([type, holders]) => [
    type,
    holders.map(([type, property]) => ({ type, values: (holder) => items(holder.property(property)) })),
  ]),
);

/** A queue's policy names it by its URL, of which the last part is the name. */
function isUrlOf(owner: Value, queue: Resource, holder: Resource, templates: Templates): boolean | Unknown {
  const said = templates.said(owner);
  if (said) return said.resource === queue && [undefined, 'url'].includes(said.said);
  if (typeof owner !== 'string') return owner instanceof Unknown ? owner : false;
  return templates.isNameOf(owner.slice(owner.lastIndexOf('/') + 1), queue, holder);
}

/** What the resources that hold policies of a resource say. One that may not be created counts as not known. */
export function attachedPolicies(
  resource: Resource,
  templates: Templates,
  isOwner: (owner: Value, holder: Resource) => boolean | Unknown,
): Statements[] {
  const unwritten = unwrittenBeside(resource);
  const found = (own(PLACES, resource.type) ?? []).flatMap((place) =>
    templates.mentioning(place, resource).flatMap((holder): Statements[] => {
      const isIts = place.values(holder).map((owner) => isOwner(owner, holder));
      if (!isIts.includes(true)) {
        const unknown = isIts.find((each) => each instanceof Unknown);
        return unknown instanceof Unknown ? [{ statements: [], unknown }] : [];
      }
      if (!holder.existsWith(resource)) {
        const unknown = Unknown.byCondition('its policy', holder.stack.path, holder.condition ?? '');
        return [{ statements: [], unknown }];
      }
      return [readDocument(holder.property('PolicyDocument'), holder)];
    }),
  );
  return unwritten ? [...found, { statements: [], unknown: unwritten }] : found;
}

/** Whether a statement is about `action` on `resource`. */
export function concerns(
  { actions, resources, holder }: Statement,
  action: string,
  resource: Resource,
  templates: Templates,
): boolean | Unknown {
  if (!actions.some((pattern) => matchesAction(pattern, action))) return false;
  return anyOf(resources.map((pattern) => templates.matches(pattern, resource, holder)));
}

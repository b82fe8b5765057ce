import { matchesAction } from '../../template/policy/action-patterns.ts';
import type { Resource } from '../../template/resource.ts';
import { Unknown } from '../../template/unknown.ts';
import type { Value } from '../../template/value.ts';
import type { Templates } from '../templates.ts';
import { keyBehind, missingOnKey, serviceOfOwnKey } from './key-access.ts';
import { isAboutEveryone } from './principals.ts';
import { concerns } from './resource-policy.ts';
import type { Statement, Statements } from './statements.ts';

/** What a function's role lacks: the actions, or why that is not known. */
export interface Lack {
  readonly missing: readonly string[];
  readonly unknown: Unknown | undefined;
}

/** Those of `actions` that a role may not do with a resource. What is denied under a condition counts as allowed. */
export function lackOn(
  { statements, unknown }: Statements,
  actions: readonly string[],
  resource: Resource,
  templates: Templates,
): Lack {
  let unsure: Unknown | undefined;
  const missing = actions.filter((action) => {
    const about = (wanted: Statement['effect']) =>
      statements
        .filter(({ effect }) => effect === wanted)
        .map((statement) => ({ statement, is: concerns(statement, action, resource, templates) }));
    if (about('Deny').some(({ statement, is }) => is === true && statement.conditions.length === 0))
      return true;
    const allowed = about('Allow').map(({ is }) => is);
    if (allowed.includes(true)) return false;
    unsure ??= allowed.find((each) => each instanceof Unknown);
    return true;
  });
  return { missing, unknown: unsure ?? unknown };
}

/** Those of `actions` that a function may not do with the key of a queue. */
export function lackOnKey(
  permissions: Statements,
  actions: readonly string[],
  fn: Resource,
  queue: Resource,
  templates: Templates,
): Lack {
  const value = queue.property('KmsMasterKeyId');
  const nothing = { missing: [], unknown: undefined };
  // The own key of SQS lets in whoever of the account may use the queue.
  if (value === undefined || value === '' || serviceOfOwnKey(value) === 'sqs') return nothing;
  const isGranted = (action: string) =>
    permissions.statements.some(
      ({ effect, actions: patterns, resources }) =>
        effect === 'Allow' &&
        patterns.some((pattern) => matchesAction(pattern, action)) &&
        resources.some((resource) => !isOfAnother(resource)),
    );
  const key = keyBehind(value, queue, templates);
  // What is named by an alias, a pattern or a parameter may well be the key.
  function isOfAnother(resource: Value): boolean {
    const behind = templates.resourceBehind(resource, fn);
    return behind !== undefined && key !== undefined && behind !== key && behind.type !== 'AWS::KMS::Alias';
  }
  const missing = actions.filter((action) => !isGranted(action));
  if (missing.length === 0) return nothing;
  if (!key)
    return { missing, unknown: new Unknown(`the key ${templates.spell(value)} is not in the template`) };
  const role = templates.resourceBehind(fn.property('Role'), fn);
  const isForRole = (statement: Statement) =>
    isAboutEveryone(statement) ||
    statement.principals.some(
      ({ type, name }) => type === 'AWS' && role !== undefined && templates.isArnOf(name, role, key) === true,
    );
  const onKey = missingOnKey(key, missing, isForRole);
  return { missing: onKey.missing, unknown: onKey.unknown ?? permissions.unknown };
}

import {
  type DocumentStatement,
  type Listed,
  type NamedPrincipal,
  statementsIn,
} from '../../template/policy/document.ts';
import { textOf } from '../../template/scalars.ts';
import { Unknown } from '../../template/unknown.ts';
import { at, type Value } from '../../template/value.ts';
import type { Condition } from './condition.ts';
import { isKnown } from './condition-keys.ts';
import { isEmulated } from './emulated-actions.ts';
import { variablesIn } from './policy-text.ts';
import type { Principals } from './principal.ts';
import { readConditions } from './read-conditions.ts';
import type { Patterns, Statement } from './statement.ts';

/** What a policy is attached to. Only a resource's has principals. */
export type PolicyKind = 'identity' | 'resource';

const ELEMENTS = new Set([
  ...['Sid', 'Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Principal', 'NotPrincipal'],
  'Condition',
]);

/** The version whose policies have variables; in older ones they are plain text. */
const VERSION = '2012-10-17';

/**
 * Reads the statements of a policy that are about what the local stack checks. What cannot be evaluated in them is noted,
 * not guessed.
 *
 * @param policy its name, for people.
 */
export function readPolicy(document: Value, kind: PolicyKind, policy: string): Statement[] {
  const hasVariables = at(document, ['Version']) === VERSION;
  return statementsIn(document)
    .flatMap((statement) => (statement instanceof Unknown ? [] : readStatement(statement, kind, policy)))
    .map((statement) => (hasVariables ? statement : withoutVariables(statement)))
    .filter(({ actions }) => actions.isNot || actions.listed.some(isEmulated));
}

function readStatement(statement: DocumentStatement, kind: PolicyKind, policy: string): Statement {
  const { elements } = statement;
  const { conditions, unknown } = readConditions(statement.conditions);
  const resources = patterns(statement.resources) ?? { isNot: false, listed: ['*'] };
  const effect = elements.Effect === 'Deny' ? 'Deny' : 'Allow';
  return {
    ...{ effect, resources, policy, conditions },
    principals: kind === 'resource' ? readPrincipals(statement.principals) : undefined,
    actions: patterns(statement.actions) ?? { isNot: false, listed: [] },
    unknown: [
      ...Object.keys(elements).filter((element) => !ELEMENTS.has(element)),
      ...(elements.Effect === effect ? [] : [`the Effect ${JSON.stringify(elements.Effect)}`]),
      ...(kind === 'identity' && !statement.resources ? ['a statement without Resource'] : []),
      ...unknown,
      ...unknownVariables(resources.listed, conditions),
    ],
  };
}

function unknownVariables(resources: readonly string[], conditions: readonly Condition[]): string[] {
  const texts = [...resources, ...conditions.flatMap(({ values }) => values)];
  const unknown = texts.flatMap(variablesIn).filter((key) => !isKnown(key));
  return [...new Set(unknown)].map((key) => `the variable \${${key}}`);
}

function withoutVariables(statement: Statement): Statement {
  const plain = (text: string) => text.replaceAll('$', '${$}');
  const { resources, conditions, unknown } = statement;
  return {
    ...statement,
    resources: { ...resources, listed: resources.listed.map(plain) },
    conditions: conditions.map((each) => ({ ...each, values: each.values.map(plain) })),
    unknown: unknown.filter((each) => !each.startsWith('the variable ')),
  };
}

function patterns(listed: Listed | undefined): Patterns | undefined {
  return listed && { isNot: listed.isNot, listed: listed.values.map(textOf) };
}

/** Who is not named is not meant. */
function readPrincipals(listed: Listed<NamedPrincipal> = { isNot: false, values: [] }): Principals {
  const ofType = (type: string) =>
    listed.values.filter((each) => each.type === type).map(({ name }) => textOf(name));
  return { isNot: listed.isNot, aws: ofType('AWS'), services: ofType('Service') };
}

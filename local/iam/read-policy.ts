import { objectOf } from '../assembly/resource-reader.ts';
import { type Json, type JsonObject, textOf } from '../assembly/template.ts';
import type { Condition } from './condition.ts';
import { isTold } from './condition-keys.ts';
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
export function readPolicy(document: Json | undefined, kind: PolicyKind, policy: string): Statement[] {
  const { Version, Statement: statements } = objectOf(document);
  return listOf(statements)
    .map((statement) => readStatement(objectOf(statement), kind, policy))
    .map((statement) => (Version === VERSION ? statement : withoutVariables(statement)))
    .filter(({ actions }) => actions.isNot || actions.listed.some(isEmulated));
}

function readStatement(statement: JsonObject, kind: PolicyKind, policy: string): Statement {
  const { conditions, unknown } = readConditions(objectOf(statement.Condition));
  const resources = patterns(statement, 'Resource') ?? { isNot: false, listed: ['*'] };
  const effect = statement.Effect === 'Deny' ? 'Deny' : 'Allow';
  const principals = kind === 'resource' ? readPrincipals(statement) : undefined;
  return {
    ...{ effect, resources, policy, principals, conditions },
    actions: patterns(statement, 'Action') ?? { isNot: false, listed: [] },
    unknown: [
      ...Object.keys(statement).filter((element) => !ELEMENTS.has(element)),
      ...(statement.Effect === effect ? [] : [`the Effect ${JSON.stringify(statement.Effect)}`]),
      ...(kind === 'identity' && !('Resource' in statement || 'NotResource' in statement)
        ? ['a statement without Resource']
        : []),
      ...unknown,
      ...unknownVariables(resources.listed, conditions),
    ],
  };
}

function unknownVariables(resources: readonly string[], conditions: readonly Condition[]): string[] {
  const texts = [...resources, ...conditions.flatMap(({ values }) => values)];
  const unknown = texts.flatMap(variablesIn).filter((key) => !isTold(key));
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

function patterns(statement: JsonObject, element: 'Action' | 'Resource'): Patterns | undefined {
  const plain = statement[element];
  const not = statement[`Not${element}`];
  if (plain === undefined && not === undefined) return undefined;
  return { isNot: plain === undefined, listed: listOf(plain ?? not).map(textOf) };
}

function readPrincipals({ Principal, NotPrincipal }: JsonObject): Principals {
  const element = Principal ?? NotPrincipal;
  const isNot = Principal === undefined;
  if (typeof element === 'string') return { isNot, aws: [element], services: [] };
  const { AWS, Service } = objectOf(element);
  return { isNot, aws: listOf(AWS).map(textOf), services: listOf(Service).map(textOf) };
}

function listOf(value: Json | undefined): Json[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

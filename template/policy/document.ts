import { Unknown } from '../unknown.ts';
import { at, isPlainObject, items, type Value } from '../value.ts';

/** One test of a statement's condition block. */
export interface ConditionTest {
  /** In lower case, as in `arnequals`. */
  readonly operator: string;
  /** In lower case, since IAM does not tell keys apart by case. */
  readonly key: string;
  readonly values: readonly Value[];
}

/** A statement of a policy, each of its parts as a list. */
export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly principals: readonly Principal[];
  readonly actions: readonly string[];
  readonly resources: readonly Value[];
  readonly conditions: readonly ConditionTest[];
}

/** Whom a statement is about: everyone, a service by its name, or another principal. */
export interface Principal {
  readonly kind: 'everyone' | 'service' | 'other';
  readonly name: string;
}

/** The statements of a policy, and why they may not be all of them, if so. */
export interface Statements {
  readonly statements: readonly Statement[];
  readonly unknown: Unknown | undefined;
}

/** Reads a policy document. A statement with an element that is not known counts as not known. */
export function readDocument(document: Value): Statements {
  if (document instanceof Unknown) return { statements: [], unknown: document };
  return merge(
    items(at(document, ['Statement'])).map((statement) => {
      const read = readStatement(statement);
      if (read instanceof Unknown) return { statements: [], unknown: read };
      return { statements: read ? [read] : [], unknown: undefined };
    }),
  );
}

/** The statements of several policies. */
export function merge(all: readonly Statements[]): Statements {
  return {
    statements: all.flatMap(({ statements }) => statements),
    unknown: all.map(({ unknown }) => unknown).find((unknown) => unknown !== undefined),
  };
}

function readStatement(statement: Value): Statement | Unknown | undefined {
  if (statement instanceof Unknown) return statement;
  const parts = isPlainObject(statement) ? statement : {};
  const { Effect, Principal, Action, Resource, Condition } = parts;
  const unknown = [Effect, ...items(Action), Condition, ...leaves(Principal)].find(isUnknown);
  if (unknown) return unknown;
  if (Effect !== 'Allow' && Effect !== 'Deny') return undefined;
  return {
    effect: Effect,
    principals: principals(leftBy(Principal, Effect, parts.NotPrincipal)),
    actions: items(leftBy(Action, Effect, parts.NotAction)).filter((action) => typeof action === 'string'),
    resources: items(leftBy(Resource, Effect, parts.NotResource)),
    conditions: conditions(Condition),
  };
}

/** What an `Allow` leaves open by naming the exceptions alone is close to everything; a `Deny` is not. */
function leftBy(named: Value, effect: 'Allow' | 'Deny', exceptions: Value): Value {
  return named === undefined && exceptions !== undefined && effect === 'Allow' ? '*' : named;
}

function leaves(principal: Value): Value[] {
  return isPlainObject(principal) ? Object.values(principal).flatMap(items) : [principal];
}

function isUnknown(value: Value): value is Unknown {
  return value instanceof Unknown;
}

function principals(principal: Value): Principal[] {
  if (principal === '*') return [{ kind: 'everyone', name: '*' }];
  if (!isPlainObject(principal)) return [];
  return Object.entries(principal).flatMap(([type, names]) =>
    items(names).map((name): Principal => {
      if (type === 'AWS' && name === '*') return { kind: 'everyone', name: '*' };
      return { kind: type === 'Service' ? 'service' : 'other', name: typeof name === 'string' ? name : '' };
    }),
  );
}

function conditions(condition: Value): ConditionTest[] {
  if (!isPlainObject(condition)) return [];
  return Object.entries(condition).flatMap(([operator, tests]) =>
    isPlainObject(tests)
      ? Object.entries(tests).map(([key, value]) => ({
          operator: operator.toLowerCase(),
          key: key.toLowerCase(),
          values: items(value),
        }))
      : [],
  );
}

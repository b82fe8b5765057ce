import {
  type ConditionTest,
  type DocumentStatement,
  type NamedPrincipal,
  statementsIn,
} from '../../template/policy/document.ts';
import type { Resource } from '../../template/resource.ts';
import { hasUnknownPart } from '../../template/text.ts';
import { Unknown } from '../../template/unknown.ts';
import { isPlainObject, type Value } from '../../template/value.ts';

/** A statement of a policy, as rules look at it. */
export interface Statement {
  /** The resource in whose policy it stands: names in it are looked up in that stack first. */
  readonly holder: Resource;
  readonly effect: 'Allow' | 'Deny';
  readonly principals: readonly NamedPrincipal[];
  readonly actions: readonly string[];
  readonly resources: readonly Value[];
  readonly conditions: readonly ConditionTest[];
}

/** The statements of a policy, and why they may not be all of them, if so. */
export interface Statements {
  readonly statements: readonly Statement[];
  readonly unknown: Unknown | undefined;
}

/** Reads a policy document. A statement with an element that is not known counts as not known. */
export function readDocument(document: Value, holder: Resource): Statements {
  if (document instanceof Unknown) return { statements: [], unknown: document };
  return merge(
    statementsIn(document).map((statement) => {
      const read = readStatement(statement, holder);
      return read instanceof Unknown
        ? { statements: [], unknown: read }
        : { statements: read, unknown: undefined };
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

function readStatement(statement: DocumentStatement | Unknown, holder: Resource): Statement[] | Unknown {
  if (statement instanceof Unknown) return statement;
  const { elements, conditions } = statement;
  const { Effect: effect } = elements;
  const actions = valuesOf(statement.actions, effect, '*');
  const principals = valuesOf(statement.principals, effect, { type: 'AWS', name: '*' });
  const tests = isPlainObject(elements.Condition) ? Object.values(elements.Condition) : [elements.Condition];
  const deciding = [effect, ...tests, ...actions, ...principals.map(({ name }) => name)];
  const unknown = deciding.find((value) => value instanceof Unknown);
  if (unknown) return unknown;
  // An account in a principal may be open; what is said or done may not.
  const services = principals.flatMap(({ type, name }) => (type === 'Service' ? name : []));
  if ([effect, ...actions, ...services].some((value) => typeof value === 'string' && hasUnknownPart(value))) {
    return new Unknown('a part of a statement is not known');
  }
  if (effect !== 'Allow' && effect !== 'Deny') return [];
  const resources = valuesOf(statement.resources, effect, '*');
  return [
    {
      holder,
      effect,
      principals,
      actions: actions.filter((each) => typeof each === 'string'),
      resources,
      conditions,
    },
  ];
}

/** What an `Allow` leaves open by naming the exceptions alone is close to everything; a `Deny` is not. */
function valuesOf<Item>(
  listed: { readonly isNot: boolean; readonly values: readonly Item[] } | undefined,
  effect: Value,
  everything: Item,
): readonly Item[] {
  if (listed?.isNot) return effect === 'Allow' ? [everything] : [];
  return listed?.values ?? [];
}

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

/** Reads a policy document. A statement with an element that is not known counts as not known, but for the actions that are. */
export function readDocument(document: Value, holder: Resource): Statements {
  if (document instanceof Unknown) return { statements: [], unknown: document };
  return merge(
    statementsIn(document).map((statement) =>
      statement instanceof Unknown ? nothingBut(statement) : readStatement(statement, holder),
    ),
  );
}

/** The statements of several policies. */
export function merge(all: readonly Statements[]): Statements {
  return {
    statements: all.flatMap(({ statements }) => statements),
    unknown: all.map(({ unknown }) => unknown).find((unknown) => unknown !== undefined),
  };
}

function nothingBut(unknown: Unknown): Statements {
  return { statements: [], unknown };
}

function readStatement(statement: DocumentStatement, holder: Resource): Statements {
  const { elements, conditions } = statement;
  const { Effect: effect } = elements;
  const actions = valuesOf(statement.actions, effect, '*');
  const principals = valuesOf(statement.principals, effect, { type: 'AWS', name: '*' });
  const tests = isPlainObject(elements.Condition) ? Object.values(elements.Condition) : [elements.Condition];
  const deciding = [effect, ...tests, ...principals.map(({ name }) => name)];
  const unknown = deciding.find((value) => value instanceof Unknown);
  if (unknown) return nothingBut(unknown);
  // An account in a principal may be open; what is said or done may not.
  const services = principals.flatMap(({ type, name }) => (type === 'Service' ? name : []));
  if ([effect, ...services].some(isOpenText)) return nothingBut(PARTLY_UNKNOWN);
  if (effect !== 'Allow' && effect !== 'Deny') return { statements: [], unknown: undefined };
  const known = actions.filter((each) => typeof each === 'string').filter((each) => !isOpenText(each));
  const resources = valuesOf(statement.resources, effect, '*');
  return {
    statements: [{ holder, effect, principals, actions: known, resources, conditions }],
    unknown:
      actions.find((each) => each instanceof Unknown) ??
      (actions.some(isOpenText) ? PARTLY_UNKNOWN : undefined),
  };
}

const PARTLY_UNKNOWN = new Unknown('a part of a statement is not known');

function isOpenText(value: Value): boolean {
  return typeof value === 'string' && hasUnknownPart(value);
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

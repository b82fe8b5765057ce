import { Unknown } from '../unknown.ts';
import { at, isPlainObject, items, type Value, type ValueObject } from '../value.ts';

/** What an element lists, or, if `isNot`, what the element of the same name with `Not` before it leaves out. */
export interface Listed<Item = Value> {
  readonly isNot: boolean;
  readonly values: readonly Item[];
}

/** A principal with its type, as in `AWS` or `Service`; `*` alone is one of `AWS`. */
export interface NamedPrincipal {
  readonly type: string;
  readonly name: Value;
}

/** One test of a `Condition` element. */
export interface ConditionTest {
  /** As it is written: `ForAnyValue:StringLikeIfExists`. */
  readonly name: string;
  readonly quantifier: 'ForAllValues' | 'ForAnyValue' | undefined;
  /** What is between the two others: `StringLike`. */
  readonly operator: string;
  readonly ifExists: boolean;
  /** As it is written; IAM does not tell keys apart by case. */
  readonly key: string;
  readonly values: readonly Value[];
}

/** A statement of a policy document, each of its parts as a list. */
export interface DocumentStatement {
  /** As they are written. */
  readonly elements: ValueObject;
  readonly actions: Listed | undefined;
  readonly resources: Listed | undefined;
  readonly principals: Listed<NamedPrincipal> | undefined;
  readonly conditions: readonly ConditionTest[];
}

const TEST_NAME = /^(?:(ForAllValues|ForAnyValue):)?(.*?)(IfExists)?$/;

/**
 * The statements of a policy document, which may be an object or its JSON; one that is not known is among them as that.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function statementsIn(document: Value): (DocumentStatement | Unknown)[] {
  return items(at(document, ['Statement'])).map((statement) =>
    statement instanceof Unknown ? statement : readStatement(isPlainObject(statement) ? statement : {}),
  );
}

function readStatement(elements: ValueObject): DocumentStatement {
  return {
    elements,
    actions: listed(elements, 'Action', items),
    resources: listed(elements, 'Resource', items),
    principals: listed(elements, 'Principal', principalsIn),
    conditions: conditionsIn(elements.Condition),
  };
}

function listed<Item>(
  elements: ValueObject,
  element: 'Action' | 'Resource' | 'Principal',
  read: (value: Value) => readonly Item[],
): Listed<Item> | undefined {
  const plain = elements[element];
  const excepted = elements[`Not${element}`];
  if (plain === undefined && excepted === undefined) return undefined;
  return { isNot: plain === undefined, values: read(plain ?? excepted) };
}

function principalsIn(element: Value): NamedPrincipal[] {
  const byType = isPlainObject(element) ? Object.entries(element) : [['AWS', element] as const];
  return byType.flatMap(([type, names]) => items(names).map((name) => ({ type, name })));
}

function conditionsIn(element: Value): ConditionTest[] {
  if (!isPlainObject(element)) return [];
  return Object.entries(element).flatMap(([name, tests]) => {
    const [, quantifier, operator = '', ifExists] = TEST_NAME.exec(name) ?? [];
    return Object.entries(isPlainObject(tests) ? tests : {}).map(([key, value]) => ({
      name,
      quantifier: quantifier as ConditionTest['quantifier'],
      operator,
      ifExists: ifExists !== undefined,
      key,
      values: items(value),
    }));
  });
}

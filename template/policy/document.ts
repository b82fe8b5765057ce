import { Unknown } from '../unknown.ts';
import { at, isPlainObject, items, type Value, type ValueObject } from '../value.ts';

/** What `Action` or `Resource` lists, or, if `isNot`, what `NotAction` or `NotResource` leaves out. */
export interface Listed {
  readonly isNot: boolean;
  readonly values: readonly Value[];
}

/** Whom `Principal` names, or `NotPrincipal` leaves out. */
export interface ListedPrincipals {
  readonly isNot: boolean;
  /** Each with its type, as in `AWS` or `Service`; `*` alone is one of `AWS`. */
  readonly named: readonly { readonly type: string; readonly name: Value }[];
}

/** One test of a `Condition` element. */
export interface ConditionTest {
  /** As it is written: `ForAnyValue:StringLikeIfExists`. */
  readonly name: string;
  /** What is before and after the operator in it. */
  readonly operator: string;
  readonly quantifier: 'ForAllValues' | 'ForAnyValue' | undefined;
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
  readonly principals: ListedPrincipals | undefined;
  readonly conditions: readonly ConditionTest[];
}

const OPERATOR = /^(?:(ForAllValues|ForAnyValue):)?(.*?)(IfExists)?$/;

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
    actions: listed(elements, 'Action'),
    resources: listed(elements, 'Resource'),
    principals: principalsIn(elements),
    conditions: conditionsIn(elements.Condition),
  };
}

function listed(elements: ValueObject, element: 'Action' | 'Resource'): Listed | undefined {
  const plain = elements[element];
  const excepted = elements[`Not${element}`];
  if (plain === undefined && excepted === undefined) return undefined;
  return { isNot: plain === undefined, values: items(plain ?? excepted) };
}

function principalsIn({ Principal, NotPrincipal }: ValueObject): ListedPrincipals | undefined {
  const element = Principal ?? NotPrincipal;
  if (element === undefined) return undefined;
  const byType = isPlainObject(element) ? Object.entries(element) : [['AWS', element] as const];
  const named = byType.flatMap(([type, names]) => items(names).map((name) => ({ type, name })));
  return { isNot: Principal === undefined, named };
}

function conditionsIn(element: Value): ConditionTest[] {
  if (!isPlainObject(element)) return [];
  return Object.entries(element).flatMap(([name, tests]) => {
    const [, quantifier, operator = '', ifExists] = OPERATOR.exec(name) ?? [];
    return Object.entries(isPlainObject(tests) ? tests : {}).map(([key, value]) => ({
      ...{ name, operator, key, values: items(value) },
      quantifier: quantifier as ConditionTest['quantifier'],
      ifExists: ifExists !== undefined,
    }));
  });
}

import { isArnLike, isLike, type LookUp, substituted } from './policy-text.ts';

/** What a request has, by condition key in lower case. */
export type Context = Readonly<Record<string, readonly string[]>>;

/** One key of a `Condition` element. All conditions of a statement must hold. */
export interface Condition {
  /** Without what is before and after it: `StringLike`. */
  readonly operator: string;
  readonly quantifier: 'ForAllValues' | 'ForAnyValue' | undefined;
  readonly ifExists: boolean;
  /** In lower case. */
  readonly key: string;
  /** One of them must match; of a negated operator, none. */
  readonly values: readonly string[];
}

type Compare = (actual: string, expected: string, lookUp: LookUp) => boolean;

interface Operator {
  readonly compare: Compare;
  readonly isNegated: boolean;
}

const NULL = 'Null';

const stringEquals: Compare = (actual, expected, lookUp) => actual === substituted(expected, lookUp);
const ignoringCase: Compare = (actual, expected, lookUp) =>
  actual.toLowerCase() === substituted(expected, lookUp)?.toLowerCase();

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const OPERATORS: ReadonlyMap<string, Operator> = new Map([
  ...withNegation('StringEquals', 'StringNotEquals', stringEquals),
  ...withNegation('StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', ignoringCase),
  ...withNegation('StringLike', 'StringNotLike', isLike),
  ...withNegation('ArnEquals', 'ArnNotEquals', isArnLike),
  ...withNegation('ArnLike', 'ArnNotLike', isArnLike),
  ...ordered('Numeric', Number),
  ...ordered('Date', (text) => (/^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text))),
  ['Bool', { compare: ignoringCase, isNegated: false }],
]);

/** Whether a condition's operator is one that is evaluated here. */
export function isOperator(name: string): boolean {
  return name === NULL || OPERATORS.has(name);
}

/** Whether a condition holds for a request. */
export function holds({ operator, ...condition }: Condition, context: Context): boolean {
  const { key, values, ifExists, quantifier } = condition;
  const actual = context[key];
  if (operator === NULL) {
    return values.some((value) => (value.toLowerCase() === 'true') === (actual === undefined));
  }
  const { compare, isNegated } = OPERATORS.get(operator) as Operator;
  if (actual === undefined) {
    return ifExists || quantifier === 'ForAllValues' || (isNegated && quantifier === undefined);
  }
  const lookUp = lookUpIn(context);
  const matches = (value: string) =>
    values.some((expected) => compare(value, expected, lookUp)) !== isNegated;
  return quantifier === 'ForAnyValue' ? actual.some(matches) : actual.every(matches);
}

/** What policy variables stand for in a request: what it has exactly one of. */
export function lookUpIn(context: Context): LookUp {
  return (key) => (context[key]?.length === 1 ? context[key][0] : undefined);
}

function withNegation(name: string, negated: string, compare: Compare): [string, Operator][] {
  return [
    [name, { compare, isNegated: false }],
    [negated, { compare, isNegated: true }],
  ];
}

function ordered(kind: string, read: (text: string) => number): [string, Operator][] {
  const comparing =
    (compare: (actual: number, expected: number) => boolean): Compare =>
    (actual, expected, lookUp) =>
      compare(read(actual), read(substituted(expected, lookUp) ?? ''));
  const plain = (
    name: string,
    compare: (actual: number, expected: number) => boolean,
  ): [string, Operator] => [`${kind}${name}`, { compare: comparing(compare), isNegated: false }];
  return [
    ...withNegation(
      `${kind}Equals`,
      `${kind}NotEquals`,
      comparing((actual, expected) => actual === expected),
    ),
    plain('LessThan', (actual, expected) => actual < expected),
    plain('LessThanEquals', (actual, expected) => actual <= expected),
    plain('GreaterThan', (actual, expected) => actual > expected),
    plain('GreaterThanEquals', (actual, expected) => actual >= expected),
  ];
}

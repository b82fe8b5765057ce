import { resolveIntrinsics, type Scope, unknownIntrinsic } from './intrinsics.ts';
import { type Json, own, textOf } from './template.ts';

type Condition = (argument: Json, scope: Scope) => boolean;

/** What a condition may be made of; outside of conditions CloudFormation knows none of these. */
const CONDITIONS: Record<string, Condition | undefined> = {
  Condition: (name, scope) => {
    if (typeof name !== 'string') throw unknownIntrinsic({ Condition: name });
    return scope.condition(name);
  },
  'Fn::Equals': (argument, scope) => {
    const [left = null, right = null] = operands('Fn::Equals', argument, 2, 2);
    return comparable(left, scope) === comparable(right, scope);
  },
  'Fn::And': (argument, scope) =>
    operands('Fn::And', argument, 2, 10).every((operand) => resolveCondition(operand, scope)),
  'Fn::Or': (argument, scope) =>
    operands('Fn::Or', argument, 2, 10).some((operand) => resolveCondition(operand, scope)),
  'Fn::Not': (argument, scope) => !resolveCondition(operands('Fn::Not', argument, 1, 1)[0] ?? null, scope),
};

/**
 * Says whether the condition `expression` holds.
 *
 * @throws UnknownIntrinsicError with the expression, on one that is no condition.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-conditions.html
 */
export function resolveCondition(expression: Json, scope: Scope): boolean {
  const entries = expression !== null && typeof expression === 'object' ? Object.entries(expression) : [];
  const [name = '', argument = null] = entries.length === 1 && entries[0] ? entries[0] : [];
  const resolve = own(CONDITIONS, name);
  if (resolve === undefined) throw unknownIntrinsic(expression);
  return resolve(argument, scope);
}

function operands(name: string, argument: Json, atLeast: number, atMost: number): Json[] {
  if (Array.isArray(argument) && argument.length >= atLeast && argument.length <= atMost) return argument;
  throw unknownIntrinsic({ [name]: argument });
}

/** A parameter's number and the same number as text are equal. */
function comparable(operand: Json, scope: Scope): string {
  const value = resolveIntrinsics(operand, scope) ?? null;
  return value === null ? 'null' : textOf(value);
}

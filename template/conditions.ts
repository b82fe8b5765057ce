import { resolve, type Scope } from './intrinsics.ts';
import { isObject, MAX_DEPTH } from './json.ts';
import { hasPseudoParameter, hasUnknownPart } from './text.ts';
import { Unknown } from './unknown.ts';
import type { Value } from './value.ts';

/**
 * Says whether a condition holds, as far as that does not depend on the deployment.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-conditions.html
 */
export function evaluateCondition(expression: unknown, scope: Scope, depth = 0): boolean | Unknown {
  if (depth > MAX_DEPTH) return new Unknown('a condition is nested too deeply');
  const [entry, ...others] = isObject(expression) ? Object.entries(expression) : [];
  if (!entry || others.length > 0) return new Unknown('a condition is malformed');
  const [name, argument] = entry;
  const operands = Array.isArray(argument) ? argument : [];
  switch (name) {
    case 'Condition':
      return typeof argument === 'string'
        ? scope.condition(argument)
        : new Unknown('a condition is malformed');
    case 'Fn::Equals':
      return equals(resolve(operands[0], scope, depth + 1), resolve(operands[1], scope, depth + 1));
    case 'Fn::Not':
      return not(evaluateCondition(operands[0], scope, depth + 1));
    case 'Fn::And':
      return decide(operands, scope, depth, false);
    case 'Fn::Or':
      return decide(operands, scope, depth, true);
    default:
      return new Unknown(`a condition is an ${name}`);
  }
}

/** One operand that is `decisive` decides; else each of them has to be known. */
function decide(
  operands: readonly unknown[],
  scope: Scope,
  depth: number,
  decisive: boolean,
): boolean | Unknown {
  const results = operands.map((operand) => evaluateCondition(operand, scope, depth + 1));
  if (results.includes(decisive)) return decisive;
  return results.find((result) => result instanceof Unknown) ?? !decisive;
}

function not(result: boolean | Unknown): boolean | Unknown {
  return result instanceof Unknown ? result : !result;
}

/** A parameter's number and the same number as text are equal. What CloudFormation fills in may be anything. */
function equals(left: Value, right: Value): boolean | Unknown {
  for (const operand of [left, right]) {
    if (operand instanceof Unknown) return operand;
    if (typeof operand === 'object') return new Unknown('a condition compares lists');
    if (typeof operand === 'string' && (hasPseudoParameter(operand) || hasUnknownPart(operand))) {
      return new Unknown('a condition depends on where the stack is deployed');
    }
  }
  return String(left) === String(right);
}

import { oneLevelIn } from './depth.ts';
import { isOpen, resolve, type Scope } from './intrinsics.ts';
import { isObject } from './json.ts';
import { textOf } from './scalars.ts';
import { decide, Unknown } from './unknown.ts';
import { containsLeaf, type Value } from './value.ts';

/**
 * Says whether a condition holds, as far as its scope tells.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-conditions.html
 */
export function evaluateCondition(expression: unknown, scope: Scope): boolean | Unknown {
  const result = oneLevelIn(
    () => evaluate(expression, scope),
    () => new Unknown('a condition is nested too deeply'),
  );
  return result instanceof Unknown ? scope.unresolved(result, expression) : result;
}

function evaluate(expression: unknown, scope: Scope): boolean | Unknown {
  const [entry, ...others] = isObject(expression) ? Object.entries(expression) : [];
  if (!entry || others.length > 0) return malformed();
  const [name, argument] = entry;
  if (name === 'Condition')
    return typeof argument === 'string' ? scope.names.condition(argument) : malformed();

  const [fewest, most] = OPERANDS.get(name) ?? [];
  if (fewest === undefined || most === undefined) return new Unknown(`a condition is an ${name}`);
  if (!Array.isArray(argument) || argument.length < fewest || argument.length > most) return malformed();
  const holds = (operand: unknown) => evaluateCondition(operand, scope);
  switch (name) {
    case 'Fn::Equals':
      return equals(resolve(argument[0], scope), resolve(argument[1], scope));
    case 'Fn::Not':
      return not(holds(argument[0]));
    default:
      return decide(argument, holds, name === 'Fn::Or');
  }
}

/** How many operands each function takes. */
const OPERANDS = new Map([
  ['Fn::Equals', [2, 2]],
  ['Fn::Not', [1, 1]],
  ['Fn::And', [2, 10]],
  ['Fn::Or', [2, 10]],
]);

function malformed(): Unknown {
  return new Unknown('a condition is malformed');
}

function not(result: boolean | Unknown): boolean | Unknown {
  return result instanceof Unknown ? result : !result;
}

/** A parameter's number and the same number as text are equal. What CloudFormation fills in may be anything. */
function equals(left: Value, right: Value): boolean | Unknown {
  if ([left, right].some((operand) => containsLeaf(operand, isOpen))) {
    return new Unknown('a condition depends on where the stack is deployed');
  }
  return comparable(left) === comparable(right);
}

function comparable(value: Value): string {
  return value === undefined || value === null ? 'null' : textOf(value);
}

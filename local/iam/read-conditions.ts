import type { ConditionTest } from '../../template/policy/document.ts';
import { textOf } from '../../template/scalars.ts';
import { type Condition, isOperator } from './condition.ts';
import { isKnown, MULTIVALUED } from './condition-keys.ts';

/** The conditions of a statement that can be evaluated, and what cannot, for people. */
export function readConditions(tests: readonly ConditionTest[]): {
  conditions: Condition[];
  unknown: string[];
} {
  const conditions: Condition[] = [];
  const unknown: string[] = [];
  for (const { name, key, values, ...test } of tests) {
    const condition = { ...test, key: key.toLowerCase(), values: values.map(textOf) };
    const fault = faultOf(condition);
    if (fault === undefined) conditions.push(condition);
    else unknown.push(`${key} in ${name}${fault}`);
  }
  return { conditions, unknown };
}

/** Why a condition cannot be evaluated; nothing where its key or its operator alone says so. */
function faultOf({ operator, key, quantifier }: Condition): string | undefined {
  if (!isOperator(operator) || !isKnown(key)) return '';
  if (MULTIVALUED.has(key) && quantifier === undefined && operator !== 'Null') {
    return ' without ForAllValues or ForAnyValue';
  }
  return undefined;
}

import { type Json, type JsonObject, textOf } from '../assembly/template.ts';
import { type Condition, isOperator } from './condition.ts';
import { isTold, MULTIVALUED } from './condition-keys.ts';

const QUANTIFIED = /^(?:(ForAllValues|ForAnyValue):)?(.*?)(IfExists)?$/;

/** The conditions of a `Condition` element that can be evaluated, and what cannot, for people. */
export function readConditions(element: JsonObject): { conditions: Condition[]; unknown: string[] } {
  const conditions: Condition[] = [];
  const unknown: string[] = [];
  for (const [name, keys] of Object.entries(element)) {
    for (const [key, values] of Object.entries(Object(keys) as JsonObject)) {
      const condition = readCondition(name, key, values ?? null);
      const fault = faultOf(condition);
      if (fault === undefined) conditions.push(condition);
      else unknown.push(`${key} in ${name}${fault}`);
    }
  }
  return { conditions, unknown };
}

function readCondition(name: string, key: string, values: Json): Condition {
  const [, quantifier, operator = '', ifExists] = QUANTIFIED.exec(name) ?? [];
  return {
    operator,
    quantifier: quantifier as Condition['quantifier'],
    ifExists: ifExists !== undefined,
    key: key.toLowerCase(),
    values: [values].flat().map(textOf),
  };
}

/** Why a condition cannot be evaluated; nothing where its key or its operator alone says so. */
function faultOf({ operator, key, quantifier }: Condition): string | undefined {
  if (!isOperator(operator) || !isTold(key)) return '';
  if (MULTIVALUED.has(key) && quantifier === undefined && operator !== 'Null') {
    return ' without ForAllValues or ForAnyValue';
  }
  return undefined;
}

import { BlockList, isIP } from 'node:net';
import { isObject, type Json } from '../../../../template/json.ts';
import { type FilteredValue, isFilteredValue } from './filtered-value.ts';

/** Whether the values by a name are what a condition asks for; `undefined` where there is nothing by that name. */
export type Matches = (values: readonly FilteredValue[] | undefined) => boolean;

/** Whether one value is what an operator asks for. */
type Accepts = (value: FilteredValue) => boolean;

/**
 * Reads one condition of a filter policy: a value, or an object with one operator.
 *
 * @param place the key, for the error.
 * @throws Error that says what SNS would refuse.
 * @see https://docs.aws.amazon.com/sns/latest/dg/string-value-matching.html
 * @see https://docs.aws.amazon.com/sns/latest/dg/numeric-value-matching.html
 */
export function readCondition(condition: Json, place: string): Matches {
  if (isFilteredValue(condition)) return any((value) => value === condition);
  const [operator = '', ...others] = Object.keys(condition);
  const operand = isObject(condition) ? condition[operator] : undefined;
  if (!isObject(condition) || others.length > 0 || operand === undefined) {
    throw new Error(`"${place}" has a condition that is neither a value nor an object with one operator`);
  }
  if (operator === 'exists') {
    if (typeof operand !== 'boolean') throw new Error(`"exists" of "${place}" must be true or false`);
    return (values) => (values !== undefined) === operand;
  }
  if (operator === 'anything-but') return anythingBut(operand, place);
  return any(operatorOf(operator, operand, place));
}

/** One value of a list will do. */
function any(accepts: Accepts): Matches {
  return (values) => values?.some(accepts) ?? false;
}

/** No value of a list may be among those that are excluded, and there has to be one. */
function anythingBut(operand: unknown, place: string): Matches {
  const excluded = excludedBy(operand, place);
  return (values) => values !== undefined && values.length > 0 && !values.some(excluded);
}

function excludedBy(operand: unknown, place: string): Accepts {
  if (isObject(operand)) {
    const [operator = '', ...others] = Object.keys(operand);
    if (others.length > 0 || !TEXT_OPERATORS.has(operator)) {
      throw new Error(`"anything-but" of "${place}" must be a value, a list of values, or one operator`);
    }
    return operatorOf(operator, operand[operator], place);
  }
  const excluded = Array.isArray(operand) ? operand : [operand];
  if (excluded.length === 0 || !excluded.every(isFilteredValue)) {
    throw new Error(`"anything-but" of "${place}" must be a value, a list of values, or one operator`);
  }
  return (value) => excluded.includes(value);
}

/** What `anything-but` may turn round. */
const TEXT_OPERATORS = new Set(['prefix', 'suffix', 'wildcard', 'equals-ignore-case']);

function operatorOf(operator: string, operand: unknown, place: string): Accepts {
  if (operator === 'numeric') return numeric(operand, place);
  const make = TEXTS[operator];
  if (!make) throw new Error(`"${place}" has an unknown operator, "${operator}"`);
  const texts = Array.isArray(operand) ? operand : [operand];
  if (texts.length === 0 || !texts.every((text) => typeof text === 'string')) {
    throw new Error(`"${operator}" of "${place}" must be a string`);
  }
  const tests = texts.map((text) => make(text, place));
  return (value) => typeof value === 'string' && tests.some((test) => test(value));
}

const TEXTS: Readonly<Record<string, (operand: string, place: string) => (text: string) => boolean>> = {
  prefix: (start) => (text) => text.startsWith(start),
  suffix: (end) => (text) => text.endsWith(end),
  'equals-ignore-case': (other) => (text) => text.toLowerCase() === other.toLowerCase(),
  wildcard: (pattern) => {
    const parts = pattern
      .split(/(?<!\\)\*+/)
      .map((part) => part.replaceAll('\\*', '*').replaceAll('\\\\', '\\'));
    const expression = new RegExp(`^${parts.map(escaped).join('.*')}$`, 's');
    return (text) => expression.test(text);
  },
  cidr,
};

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

function cidr(range: string, place: string): (text: string) => boolean {
  const [address = '', bits = ''] = range.split('/');
  const version = isIP(address);
  const length = Number(bits);
  if (version === 0 || !/^\d+$/.test(bits) || length > (version === 4 ? 32 : 128)) {
    throw new Error(`"cidr" of "${place}" must be a range of addresses such as 10.0.0.0/24`);
  }
  const family = version === 4 ? 'ipv4' : 'ipv6';
  const block = new BlockList();
  block.addSubnet(address, length, family);
  return (text) => isIP(text) === version && block.check(text, family);
}

const COMPARISONS: Readonly<Record<string, (value: number, limit: number) => boolean>> = {
  '=': (value, limit) => value === limit,
  '<': (value, limit) => value < limit,
  '<=': (value, limit) => value <= limit,
  '>': (value, limit) => value > limit,
  '>=': (value, limit) => value >= limit,
};

function numeric(operand: unknown, place: string): Accepts {
  const parts = Array.isArray(operand) ? operand : [];
  const comparisons = [0, 2].slice(0, parts.length / 2).map((at) => {
    const compare = COMPARISONS[String(parts[at])];
    const limit: unknown = parts[at + 1];
    return compare && typeof limit === 'number' ? (value: number) => compare(value, limit) : undefined;
  });
  if (
    parts.length % 2 > 0 ||
    parts.length > 4 ||
    comparisons.length === 0 ||
    comparisons.includes(undefined)
  ) {
    throw new Error(`"numeric" of "${place}" must be one comparison or two, such as [">", 0, "<=", 150]`);
  }
  return (value) => typeof value === 'number' && comparisons.every((compare) => compare?.(value));
}

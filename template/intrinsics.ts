import { isObject, MAX_DEPTH } from './json.ts';
import { hasUnknownPart, markOf, referenceOf, UNKNOWN_PART } from './text.ts';
import { Unknown } from './unknown.ts';
import { isSame, numberOf, type Value } from './value.ts';

/** What an expression may refer to. None of it throws: what it does not know is unknown. */
export interface Scope {
  ref(logicalId: string): Value;
  getAtt(logicalId: string, attribute: string): Value;
  condition(name: string): boolean | Unknown;
  findInMap(keys: readonly string[]): Value;
  importValue(name: string): Value;
}

/** @param depth how deep the intrinsic itself stands. */
type Intrinsic = (argument: unknown, scope: Scope, depth: number) => Value;

/**
 * Resolves every intrinsic in `expression`. What depends on a deployment, or is in AWS, is unknown.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
export function resolve(expression: unknown, scope: Scope, depth = 0): Value {
  if (depth > MAX_DEPTH) return new Unknown('it is nested too deeply');
  if (typeof expression === 'string') {
    return expression.includes('{{resolve:') ? new Unknown('it is a dynamic reference') : expression;
  }
  if (Array.isArray(expression)) {
    return expression.map((item) => resolve(item, scope, depth + 1)).filter((item) => item !== undefined);
  }
  if (!isObject(expression)) return scalar(expression);

  const keys = Object.keys(expression);
  const name = keys.find((key) => key.startsWith('Fn::') || (key === 'Ref' && keys.length === 1));
  if (name !== undefined) {
    const intrinsic = keys.length === 1 ? INTRINSICS.get(name) : undefined;
    return intrinsic?.(expression[name], scope, depth) ?? missing(name, expression);
  }
  return Object.fromEntries(
    Object.entries(expression)
      .map(([key, item]) => [key, resolve(item, scope, depth + 1)] as const)
      .filter(([, item]) => item !== undefined),
  );
}

/** `undefined` of an intrinsic is `AWS::NoValue`; of anything else it is one that nobody here can evaluate. */
function missing(name: string, expression: Readonly<Record<string, unknown>>): Value {
  if (name === 'Fn::If') return undefined;
  if (name === 'Ref' && expression.Ref === 'AWS::NoValue') return undefined;
  return new Unknown(`it is an ${name}`);
}

function scalar(value: unknown): Value {
  return typeof value === 'number' || typeof value === 'boolean' || value === null ? value : undefined;
}

const INTRINSICS = new Map<string, Intrinsic>([
  ['Ref', reference],
  ['Fn::GetAtt', getAtt],
  ['Fn::If', chooseBranch],
  ['Fn::Join', join],
  ['Fn::Sub', substitute],
  ['Fn::Select', select],
  ['Fn::Split', split],
  ['Fn::FindInMap', findInMap],
  ['Fn::ImportValue', importValue],
  ['Fn::ToJsonString', (argument, scope, depth) => jsonText(resolve(argument, scope, depth + 1))],
]);

function reference(id: unknown, scope: Scope): Value {
  if (typeof id !== 'string') return new Unknown('its Ref is malformed');
  return id === 'AWS::NoValue' ? undefined : scope.ref(id);
}

function getAtt(argument: unknown, scope: Scope): Value {
  const parts = typeof argument === 'string' ? argument.split('.') : argument;
  if (!Array.isArray(parts) || parts.length < 2 || !parts.every((part) => typeof part === 'string')) {
    return new Unknown('its Fn::GetAtt is itself computed');
  }
  const [id = '', ...attribute] = parts as string[];
  return scope.getAtt(id, attribute.join('.'));
}

/** Unless the condition is known, both branches have to agree. */
function chooseBranch(argument: unknown, scope: Scope, depth: number): Value {
  const [name, whenTrue, whenFalse] = Array.isArray(argument) ? argument : [];
  if (typeof name !== 'string') return new Unknown('its Fn::If is malformed');
  const holds = scope.condition(name);
  if (holds === true) return resolve(whenTrue, scope, depth + 1);
  if (holds === false) return resolve(whenFalse, scope, depth + 1);
  const one = resolve(whenTrue, scope, depth + 1);
  return isSame(one, resolve(whenFalse, scope, depth + 1)) ? one : holds;
}

function join(argument: unknown, scope: Scope, depth: number): Value {
  const [delimiter, list] = Array.isArray(argument) ? argument : [];
  const parts = resolve(list, scope, depth + 1);
  if (typeof delimiter !== 'string') return new Unknown('its Fn::Join is malformed');
  if (!Array.isArray(parts))
    return parts instanceof Unknown ? parts : new Unknown('its Fn::Join is malformed');
  return parts.map(textOf).join(delimiter);
}

/** `${Name}`, `${Name.Attribute}` and the caller's own variables; `${!Name}` is the text `${Name}`. */
function substitute(argument: unknown, scope: Scope, depth: number): Value {
  const [template, variables] = Array.isArray(argument) ? argument : [argument];
  if (typeof template !== 'string') return new Unknown('its Fn::Sub is malformed');
  const given = isObject(variables) ? variables : {};
  return template.replace(/\$\{(!?)([^}]+)\}/g, (_, escaped: string, inner: string) => {
    if (escaped) return `\${${inner}}`;
    const name = inner.trim();
    if (Object.hasOwn(given, name)) return textOf(resolve(given[name], scope, depth + 1));
    const [id = '', ...attribute] = name.split('.');
    return textOf(attribute.length === 0 ? scope.ref(name) : scope.getAtt(id, attribute.join('.')));
  });
}

function select(argument: unknown, scope: Scope, depth: number): Value {
  const [index, list] = Array.isArray(argument) ? argument : [];
  const from = resolve(list, scope, depth + 1);
  if (from instanceof Unknown) return from;
  const place = numberOf(resolve(index, scope, depth + 1), Number.NaN);
  const selected = Array.isArray(from) && typeof place === 'number' ? (from[place] as Value) : undefined;
  return selected === undefined ? new Unknown('its Fn::Select finds nothing') : selected;
}

function split(argument: unknown, scope: Scope, depth: number): Value {
  const [delimiter, text] = Array.isArray(argument) ? argument : [];
  const from = resolve(text, scope, depth + 1);
  if (from instanceof Unknown) return from;
  if (typeof delimiter !== 'string' || delimiter === '' || typeof from !== 'string') {
    return new Unknown('its Fn::Split is malformed');
  }
  const reference = referenceOf(from);
  if (reference && delimiter === ':') return partsOfArn(reference.index);
  return hasUnknownPart(from) ? new Unknown('it is a part of what is not known') : from.split(delimiter);
}

/** The name is what an ARN is split for: the sixth part of a queue's and a topic's, the seventh of a function's. */
function partsOfArn(index: number): Value {
  const before = ['arn', '${Partition}', UNKNOWN_PART, '${Region}', '${AccountId}'];
  const name = markOf({ index, attribute: 'Name' });
  return [...before, name, name];
}

function findInMap(argument: unknown, scope: Scope, depth: number): Value {
  const keys = Array.isArray(argument) ? argument.map((key) => resolve(key, scope, depth + 1)) : [];
  const names = keys.filter((key) => typeof key === 'string');
  return names.length === 3 && keys.length === 3
    ? scope.findInMap(names)
    : new Unknown('its Fn::FindInMap depends on the deployment');
}

function importValue(argument: unknown, scope: Scope, depth: number): Value {
  const name = resolve(argument, scope, depth + 1);
  return typeof name === 'string' ? scope.importValue(name) : new Unknown('it is imported');
}

function jsonText(value: Value): Value {
  return containsUnknown(value) ? new Unknown('a part of it is not known') : JSON.stringify(value);
}

function containsUnknown(value: Value): boolean {
  if (value instanceof Unknown) return true;
  return typeof value === 'object' && value !== null && Object.values(value).some(containsUnknown);
}

function textOf(value: Value): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? UNKNOWN_PART : String(value);
}

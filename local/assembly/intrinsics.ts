import type { Json, JsonObject } from './template.ts';

/** What an expression may refer to. Each function throws where it does not know the name. */
export interface Scope {
  ref(logicalId: string): Json;
  getAtt(logicalId: string, attribute: string): Json;
  condition(name: string): boolean;
  findInMap(map: string, top: string, second: string): Json;
  importValue(name: string): Json;
  readonly region: string;
}

/** An intrinsic that the local stack does not know; the caller says in which resource it stands. */
export class UnknownIntrinsicError extends Error {
  override readonly name = 'UnknownIntrinsicError';
}

/** What `AWS::NoValue` resolves to: its key or list element is left out. */
export const NO_VALUE = undefined;

/**
 * Resolves every intrinsic in `expression`.
 *
 * @throws UnknownIntrinsicError with the expression, on one that it does not know.
 */
export function resolveIntrinsics(expression: Json, scope: Scope): Json | undefined {
  if (Array.isArray(expression)) {
    return expression.map((item) => resolveIntrinsics(item, scope)).filter((item) => item !== NO_VALUE);
  }
  if (expression === null || typeof expression !== 'object') return expression;

  const [name, argument] = soleEntry(expression);
  if (name === 'Ref' || name?.startsWith('Fn::') || (name === 'Condition' && typeof argument === 'string')) {
    return resolveOne(name, argument ?? null, scope);
  }
  const resolved: JsonObject = {};
  for (const [key, value] of Object.entries(expression)) {
    const item = resolveIntrinsics(value ?? null, scope);
    if (item !== NO_VALUE) resolved[key] = item;
  }
  return resolved;
}

function resolveOne(name: string, argument: Json, scope: Scope): Json | undefined {
  const resolve = INTRINSICS[name];
  if (resolve === undefined) throw unknown(name, argument);
  return resolve(argument, scope);
}

type Intrinsic = (argument: Json, scope: Scope) => Json | undefined;

const INTRINSICS: Record<string, Intrinsic | undefined> = {
  Ref: (id, scope) => (id === 'AWS::NoValue' ? NO_VALUE : scope.ref(String(id))),
  Condition: (name, scope) => scope.condition(String(name)),
  'Fn::GetAtt': (argument, scope) => {
    const [id = '', ...attribute] = typeof argument === 'string' ? argument.split('.') : strings(argument, scope);
    return scope.getAtt(id, attribute.join('.'));
  },
  'Fn::Join': (argument, scope) => {
    const [delimiter, parts] = list('Fn::Join', argument, scope, 2);
    if (!Array.isArray(parts)) throw unknown('Fn::Join', argument);
    return parts.map(text).join(text(delimiter));
  },
  'Fn::Split': (argument, scope) => {
    const [delimiter, whole] = list('Fn::Split', argument, scope, 2);
    return text(whole).split(text(delimiter));
  },
  'Fn::Select': (argument, scope) => {
    const [index, from] = list('Fn::Select', argument, scope, 2);
    const selected = Array.isArray(from) ? from[Number(index)] : undefined;
    if (selected === undefined) throw unknown('Fn::Select', argument);
    return selected;
  },
  'Fn::Sub': substitute,
  'Fn::If': (argument, scope) => {
    if (!Array.isArray(argument) || argument.length !== 3) throw unknown('Fn::If', argument);
    const [name, whenTrue = null, whenFalse = null] = argument;
    return resolveIntrinsics(scope.condition(String(name)) ? whenTrue : whenFalse, scope);
  },
  'Fn::Equals': (argument, scope) => {
    const [left, right] = list('Fn::Equals', argument, scope, 2);
    return text(left) === text(right);
  },
  'Fn::And': (argument, scope) => strings(argument, scope).every((item) => item === 'true'),
  'Fn::Or': (argument, scope) => strings(argument, scope).some((item) => item === 'true'),
  'Fn::Not': (argument, scope) => strings(argument, scope)[0] !== 'true',
  'Fn::FindInMap': (argument, scope) => {
    const [map = '', top = '', second = ''] = strings(argument, scope);
    return scope.findInMap(map, top, second);
  },
  'Fn::ImportValue': (argument, scope) => scope.importValue(text(resolveIntrinsics(argument, scope))),
  'Fn::Base64': (argument, scope) => Buffer.from(text(resolveIntrinsics(argument, scope))).toString('base64'),
  'Fn::GetAZs': (argument, scope) => {
    const region = text(resolveIntrinsics(argument, scope)) || scope.region;
    return ['a', 'b', 'c'].map((zone) => `${region}${zone}`);
  },
  'Fn::ToJsonString': (argument, scope) => JSON.stringify(resolveIntrinsics(argument, scope)),
  'Fn::Length': (argument, scope) => {
    const items = resolveIntrinsics(argument, scope);
    if (!Array.isArray(items)) throw unknown('Fn::Length', argument);
    return items.length;
  },
};

/** `${Name}`, `${Name.Attribute}` and the caller's own variables; `${!Name}` is the text `${Name}`. */
function substitute(argument: Json, scope: Scope): string {
  const [template, variables] = Array.isArray(argument) ? argument : [argument, {}];
  const own = resolveIntrinsics(variables ?? {}, scope) as JsonObject;
  return String(template).replace(/\$\{(!?)([^}]+)\}/g, (_, escaped: string, inner: string) => {
    if (escaped) return `\${${inner}}`;
    const name = inner.trim();
    const value = own[name];
    if (value !== undefined) return text(value);
    const [id = '', ...attribute] = name.split('.');
    return text(attribute.length === 0 ? scope.ref(name) : scope.getAtt(id, attribute.join('.')));
  });
}

function soleEntry(value: JsonObject): [string, Json | undefined] | [] {
  const entries = Object.entries(value);
  return entries.length === 1 && entries[0] ? entries[0] : [];
}

function list(name: string, argument: Json, scope: Scope, length: number): Json[] {
  const items = resolveIntrinsics(argument, scope);
  if (!Array.isArray(items) || items.length !== length) throw unknown(name, argument);
  return items;
}

function strings(argument: Json, scope: Scope): string[] {
  const items = resolveIntrinsics(argument, scope);
  return (Array.isArray(items) ? items : [items]).map(text);
}

function text(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function unknown(name: string, argument: Json): UnknownIntrinsicError {
  const expression = JSON.stringify({ [name]: argument });
  return new UnknownIntrinsicError(`the local stack cannot resolve ${expression}`);
}

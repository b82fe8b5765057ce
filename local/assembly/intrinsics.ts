import { type Json, type JsonObject, numberOf, own, textOf } from './template.ts';

/** What an expression may refer to. Each function throws where it does not know the name. */
export interface Scope {
  ref(logicalId: string): Json;
  getAtt(logicalId: string, attribute: string): Json;
  condition(name: string): boolean;
  findInMap(map: string, top: string, second: string): Json;
  importValue(name: string): Json;
  readonly region: string;
}

/** An expression that the local stack cannot resolve; the caller says in which resource it stands. */
export class UnknownIntrinsicError extends Error {
  override readonly name = 'UnknownIntrinsicError';
}

/** What `AWS::NoValue` resolves to: its key or list element is left out. */
const NO_VALUE = undefined;

/** A longer expression is cut in a message. */
const MAX_QUOTED = 300;

/**
 * Resolves every intrinsic in `expression`.
 *
 * @throws UnknownIntrinsicError with the expression, on one that it does not know, and on a dynamic reference, since
 * what is behind it is in AWS.
 */
export function resolveIntrinsics(expression: Json, scope: Scope): Json | undefined {
  if (typeof expression === 'string' && expression.includes('{{resolve:')) throw unknownIntrinsic(expression);
  if (Array.isArray(expression)) {
    return expression.map((item) => resolveIntrinsics(item, scope)).filter((item) => item !== NO_VALUE);
  }
  if (expression === null || typeof expression !== 'object') return expression;

  const entries = Object.entries(expression);
  const intrinsic = entries.find(
    ([key]) => key.startsWith('Fn::') || (key === 'Ref' && entries.length === 1),
  );
  if (intrinsic) return resolveOne(expression, intrinsic[0], intrinsic[1] ?? null, scope);
  return Object.fromEntries(
    entries
      .map(([key, value]) => [key, resolveIntrinsics(value ?? null, scope)] as const)
      .filter(([, item]) => item !== NO_VALUE),
  );
}

/** The error for an expression that nothing here resolves. */
export function unknownIntrinsic(expression: Json): UnknownIntrinsicError {
  return new UnknownIntrinsicError(`the local stack cannot resolve ${quote(expression)}`);
}

function quote(expression: Json): string {
  const text = JSON.stringify(expression);
  return text.length > MAX_QUOTED ? `${text.slice(0, MAX_QUOTED)}…` : text;
}

function resolveOne(whole: JsonObject, name: string, argument: Json, scope: Scope): Json | undefined {
  const resolve = INTRINSICS[name];
  if (resolve === undefined || Object.keys(whole).length !== 1) throw unknownIntrinsic(whole);
  try {
    return resolve(argument, scope);
  } catch (error) {
    throw withExpression(error, whole);
  }
}

/** What a reference does not find is told with the reference, by the innermost expression that has it. */
function withExpression(error: unknown, expression: Json): unknown {
  if (!(error instanceof UnknownIntrinsicError) || error.message.includes('{')) return error;
  return new UnknownIntrinsicError(`${error.message}, in ${quote(expression)}`, { cause: error });
}

type Intrinsic = (argument: Json, scope: Scope) => Json | undefined;

const INTRINSICS: Record<string, Intrinsic | undefined> = {
  Ref: (id, scope) => {
    if (typeof id !== 'string') throw unknownIntrinsic({ Ref: id });
    return id === 'AWS::NoValue' ? NO_VALUE : scope.ref(id);
  },
  'Fn::GetAtt': (argument, scope) => {
    const parts = typeof argument === 'string' ? argument.split('.') : list('Fn::GetAtt', argument, scope);
    const [id, ...attribute] = parts;
    if (
      typeof id !== 'string' ||
      attribute.length === 0 ||
      !attribute.every((part) => typeof part === 'string')
    ) {
      throw unknownIntrinsic({ 'Fn::GetAtt': argument });
    }
    return scope.getAtt(id, attribute.join('.'));
  },
  'Fn::Join': (argument, scope) => {
    const [delimiter, parts] = list('Fn::Join', argument, scope, 2);
    if (!Array.isArray(parts)) throw unknownIntrinsic({ 'Fn::Join': argument });
    const whole = { 'Fn::Join': argument };
    return parts.map((part) => text(part, whole)).join(text(delimiter, whole));
  },
  'Fn::Split': (argument, scope) => {
    const [delimiter, from] = list('Fn::Split', argument, scope, 2);
    const whole = { 'Fn::Split': argument };
    return text(from, whole).split(text(delimiter, whole));
  },
  'Fn::Select': (argument, scope) => {
    const [index, from] = list('Fn::Select', argument, scope, 2);
    const selected = Array.isArray(from) ? from[numberOf(index)] : undefined;
    if (selected === undefined) throw unknownIntrinsic({ 'Fn::Select': argument });
    return selected;
  },
  'Fn::Sub': substitute,
  'Fn::If': (argument, scope) => {
    if (!Array.isArray(argument) || argument.length !== 3) throw unknownIntrinsic({ 'Fn::If': argument });
    const [name, whenTrue = null, whenFalse = null] = argument;
    if (typeof name !== 'string') throw unknownIntrinsic({ 'Fn::If': argument });
    return resolveIntrinsics(scope.condition(name) ? whenTrue : whenFalse, scope);
  },
  'Fn::FindInMap': (argument, scope) => {
    const [map, top, second] = list('Fn::FindInMap', argument, scope, 3);
    return scope.findInMap(textOf(map), textOf(top), textOf(second));
  },
  'Fn::ImportValue': (argument, scope) => scope.importValue(only('Fn::ImportValue', argument, scope)),
  'Fn::Base64': (argument, scope) => Buffer.from(only('Fn::Base64', argument, scope)).toString('base64'),
  'Fn::GetAZs': (argument, scope) => {
    const region = only('Fn::GetAZs', argument, scope) || scope.region;
    return ['a', 'b', 'c'].map((zone) => `${region}${zone}`);
  },
  'Fn::ToJsonString': (argument, scope) => JSON.stringify(resolveIntrinsics(argument, scope)),
  'Fn::Length': (argument, scope) => list('Fn::Length', argument, scope).length,
};

/** `${Name}`, `${Name.Attribute}` and the caller's own variables; `${!Name}` is the text `${Name}`. */
function substitute(argument: Json, scope: Scope): string {
  const whole = { 'Fn::Sub': argument };
  const [template, variables = {}] = Array.isArray(argument) ? argument : [argument];
  if (typeof template !== 'string') throw unknownIntrinsic(whole);
  const given = (resolveIntrinsics(variables, scope) ?? {}) as JsonObject;
  return template.replace(/\$\{(!?)([^}]+)\}/g, (_, escaped: string, inner: string) => {
    if (escaped) return `\${${inner}}`;
    const name = inner.trim();
    const value = own(given, name);
    if (value !== undefined) return text(value, whole);
    const [id = '', ...attribute] = name.split('.');
    return text(attribute.length === 0 ? scope.ref(name) : scope.getAtt(id, attribute.join('.')), whole);
  });
}

/** The resolved list, of so many items where `length` is given. */
function list(name: string, argument: Json, scope: Scope, length?: number): Json[] {
  const items = resolveIntrinsics(argument, scope);
  if (Array.isArray(items) && (length === undefined || items.length === length)) return items;
  throw unknownIntrinsic({ [name]: argument });
}

function only(name: string, argument: Json, scope: Scope): string {
  return text(resolveIntrinsics(argument, scope), { [name]: argument });
}

/** A list or an object has no text: CloudFormation refuses it there too. */
function text(value: Json | undefined, whole: JsonObject): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'object') throw unknownIntrinsic(whole);
  return String(value);
}

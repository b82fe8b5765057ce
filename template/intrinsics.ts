import { oneLevelIn } from './depth.ts';
import { isDeeperThan, isObject, MAX_DEPTH, own, type UncheckedObject } from './json.ts';
import { numberOf, textOf } from './scalars.ts';
import {
  hasPseudoParameter,
  hasUnknownPart,
  identityOf,
  isLiteral,
  markOf,
  type Reference,
  referenceOf,
  UNKNOWN_PART,
  unknownPart,
  unknownText,
} from './text.ts';
import { Unknown } from './unknown.ts';
import { containsUnknown, isList, isPlainObject, isSame, type Value, type ValueObject } from './value.ts';
import { bounded, joined } from './weight.ts';

/** What the expressions of a stack refer to by name. What is not known is unknown. */
export interface Names {
  ref(logicalId: string): Value;
  getAtt(logicalId: string, attribute: string): Value;
  condition(name: string): boolean | Unknown;
  findInMap(keys: readonly string[]): Value;
  importValue(name: string): Value;
  availabilityZones(region: string): Value;
  dynamicReference(reference: string): Value;
}

/** Where an expression stands. */
export interface Scope {
  readonly names: Names;
  /** The path of the stack: the same expression in the same stack has the same value. */
  readonly stack: string;
  /** Is told what is not known, with the innermost expression in which that is, and may refuse it by throwing. */
  unresolved(unknown: Unknown, expression: unknown): Unknown;
}

/** What an intrinsic is evaluated with. */
interface Evaluation {
  readonly names: Names;
  readonly stack: string;
  /** Resolves what stands in the intrinsic. */
  resolve(inner: unknown): Value;
  /** A part of a text; a list or an object has none. */
  textOf(value: Value): string;
  unresolved(unknown: Unknown): Unknown;
  malformed(): Unknown;
}

type Intrinsic = (argument: unknown, evaluation: Evaluation) => Value;

/** The places in the text of an `Fn::Sub`: `${Name}`, `${Name.Attribute}`, and `${!Name}`, which is the text `${Name}`. */
export const SUBSTITUTED = /\$\{(!?)([^{}]+)\}/g;

/**
 * Resolves every intrinsic in `expression`, as far as the scope tells what it refers to.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
export function resolve(expression: unknown, scope: Scope): Value {
  return oneLevelIn(
    () => resolveLevel(expression, scope),
    () => scope.unresolved(new Unknown('it is nested too deeply'), expression),
  );
}

function resolveLevel(expression: unknown, scope: Scope): Value {
  const unresolved = (unknown: Unknown) => scope.unresolved(unknown, expression);
  if (typeof expression === 'string') return dynamic(expression, scope.names, unresolved);
  const inner = (item: unknown) => resolve(item, scope);
  if (Array.isArray(expression)) return bounded(expression.map(inner).filter((item) => item !== undefined));
  if (!isObject(expression)) return scalar(expression);

  const name = intrinsicIn(expression);
  if (name === undefined) {
    const entries = Object.entries(expression).map(([key, item]) => [key, inner(item)] as const);
    return bounded(Object.fromEntries(entries.filter(([, item]) => item !== undefined)));
  }
  const evaluate = Object.keys(expression).length === 1 ? INTRINSICS.get(name) : undefined;
  if (!evaluate) return unresolved(new Unknown(`it is an ${name}`).as(identityIn(scope, expression)));
  const textOf = (value: Value) => textPart(value, unresolved);
  const malformed = () => new Unknown(`its ${name} is malformed`);
  const evaluation = {
    names: scope.names,
    stack: scope.stack,
    resolve: inner,
    textOf,
    unresolved,
    malformed,
  };
  const value = evaluate(expression[name], evaluation);
  if (typeof value === 'string' && name !== 'Ref') {
    const text = dynamic(value, scope.names, unresolved);
    const unknown = typeof text === 'string' ? unknownText(text) : undefined;
    return unknown ? unresolved(unknown) : text;
  }
  if (!(value instanceof Unknown)) return value;
  const isAnother = value.identity === undefined || !PASSING_ON.has(name);
  return unresolved(isAnother ? value.as(identityIn(scope, expression)) : value);
}

/** The same expression in the same stack has the same value. */
function identityIn({ stack }: Scope, expression: UncheckedObject): string | undefined {
  return isDeeperThan(MAX_DEPTH, expression) ? undefined : identityOf('', stack, JSON.stringify(expression));
}

/** What these give, if that is not known, is what they refer to; others make something else of it. */
const PASSING_ON = new Set(['Ref', 'Fn::GetAtt', 'Fn::If', 'Fn::FindInMap', 'Fn::ImportValue']);

const DYNAMIC = /\{\{resolve:[^{}]*\}\}/g;

/** A text with dynamic references. CloudFormation resolves them once it has put the text together. */
function dynamic(text: string, names: Names, unresolved: Evaluation['unresolved']): Value {
  if (!text.includes('{{resolve:')) return text;
  const unknown = (reference: string) =>
    unresolved(
      new Unknown(
        'it is a dynamic reference',
        'expression',
        hasUnknownPart(reference) ? undefined : identityOf('', reference),
      ),
    );
  const known = text.replace(DYNAMIC, (reference) => {
    const value = names.dynamicReference(reference);
    return value === undefined ? reference : textOf(value);
  });
  if (!known.includes('{{resolve:')) return known;
  const whole = known.replace(DYNAMIC, '');
  if (whole === '' || whole.includes('{{resolve:')) return unknown(known);
  return known.replace(DYNAMIC, (reference) => unknownPart(unknown(reference)));
}

/** The name of the intrinsic that an object is, or is meant to be. */
export function intrinsicIn(expression: UncheckedObject): string | undefined {
  const keys = Object.keys(expression);
  return keys.find((key) => key.startsWith('Fn::') || (key === 'Ref' && keys.length === 1));
}

function scalar(value: unknown): Value {
  return typeof value === 'number' || typeof value === 'boolean' || value === null ? value : undefined;
}

function textPart(value: Value, unresolved: Evaluation['unresolved']): string {
  if (value === undefined || value === null) return '';
  if (typeof value !== 'object') return String(value);
  if (value instanceof Unknown) return unknownPart(unresolved(value));
  unresolved(new Unknown('a list has no text'));
  return UNKNOWN_PART;
}

const INTRINSICS = new Map<string, Intrinsic>([
  ['Ref', reference],
  ['Fn::GetAtt', getAtt],
  ['Fn::If', chooseBranch],
  ['Fn::Join', ofList(join, 2)],
  ['Fn::Sub', substitute],
  ['Fn::Select', ofList(select, 2)],
  ['Fn::Split', ofList(split, 2)],
  ['Fn::FindInMap', ofList(findInMap)],
  ['Fn::ImportValue', importValue],
  ['Fn::Base64', base64],
  ['Fn::GetAZs', availabilityZones],
  ['Fn::ToJsonString', jsonText],
  ['Fn::Length', ofList((list) => list.length)],
]);

/** An intrinsic whose argument is a list once that is resolved, of so many items where `count` is given. */
function ofList(
  evaluate: (list: readonly Value[], evaluation: Evaluation) => Value,
  count?: number,
): Intrinsic {
  return (argument, evaluation) => {
    const list = evaluation.resolve(argument);
    if (list instanceof Unknown) return list;
    if (!isList(list) || (count !== undefined && list.length !== count)) return evaluation.malformed();
    return evaluate(list, evaluation);
  };
}

function reference(id: unknown, { names, malformed }: Evaluation): Value {
  if (typeof id !== 'string') return malformed();
  return id === 'AWS::NoValue' ? undefined : names.ref(id);
}

function getAtt(argument: unknown, evaluation: Evaluation): Value {
  const parts = typeof argument === 'string' ? argument.split('.') : evaluation.resolve(argument);
  if (parts instanceof Unknown) return parts;
  if (!isList(parts) || parts.length < 2 || !parts.every(isLiteral)) {
    return new Unknown('its Fn::GetAtt is itself computed');
  }
  return attributeOf(parts, evaluation);
}

function attributeOf([id = '', ...attribute]: readonly string[], { names }: Evaluation): Value {
  return names.getAtt(id, attribute.join('.'));
}

/** Unless the condition is known, both branches have to agree. */
function chooseBranch(
  argument: unknown,
  { names, stack, resolve, unresolved, malformed }: Evaluation,
): Value {
  const [name, whenTrue, whenFalse] = Array.isArray(argument) && argument.length === 3 ? argument : [];
  if (typeof name !== 'string') return malformed();
  const holds = names.condition(name);
  if (!(holds instanceof Unknown)) return resolve(holds ? whenTrue : whenFalse);
  unresolved(holds);
  const one = resolve(whenTrue);
  return isSame(one, resolve(whenFalse)) ? one : Unknown.byCondition('it', stack, name);
}

function join([delimiter, parts]: readonly Value[], { textOf, malformed }: Evaluation): Value {
  if (parts instanceof Unknown) return parts;
  return isList(parts) ? joined(parts.map(textOf), textOf(delimiter)) : malformed();
}

/** The caller's own variables come before what the stack has by the same name. */
function substitute(argument: unknown, evaluation: Evaluation): Value {
  const [template, variables] = Array.isArray(argument) ? argument : [argument];
  if (typeof template !== 'string') return evaluation.malformed();
  const named = (name: string): Value => {
    const variable = own(variables, name);
    if (variable !== undefined) return evaluation.resolve(variable);
    const parts = name.split('.');
    return parts.length === 1 ? evaluation.names.ref(name) : attributeOf(parts, evaluation);
  };
  const parts: string[] = [];
  let end = 0;
  for (const { 0: place, 1: escaped, 2: inner = '', index } of template.matchAll(SUBSTITUTED)) {
    const text = escaped ? `\${${inner}}` : evaluation.textOf(named(inner.trim()));
    parts.push(template.slice(end, index), text);
    end = index + place.length;
  }
  return joined([...parts, template.slice(end)], '');
}

function select([index, from]: readonly Value[]): Value {
  if (from instanceof Unknown) return from;
  const selected = isList(from) ? from[numberOf(index)] : undefined;
  return selected === undefined ? new Unknown('its Fn::Select finds nothing') : selected;
}

function split([delimiter, from]: readonly Value[], { textOf, malformed }: Evaluation): Value {
  if (from instanceof Unknown) return from;
  if (!isLiteral(delimiter) || delimiter === '' || isObject(from) || isList(from)) return malformed();
  const text = textOf(from);
  const reference = referenceOf(text);
  const parts = reference && partsOf(reference, delimiter);
  if (parts) return parts;
  return hasUnknownPart(text)
    ? new Unknown('it is a part of what is not known')
    : bounded(text.split(delimiter));
}

/**
 * The name is what an ARN is split for: the sixth part of a queue's and a topic's, the seventh of a function's, and that after
 * the slash of a role's; and what a queue's URL is, of which it is the fifth.
 */
function partsOf({ index, attribute }: Reference, delimiter: string): Value {
  const name = markOf({ index, attribute: 'Name' });
  if (delimiter === ':') {
    return ['arn', '${Partition}', UNKNOWN_PART, '${Region}', '${AccountId}', name, name];
  }
  if (delimiter !== '/') return undefined;
  if (attribute === 'Arn') return [UNKNOWN_PART, name];
  return ['https:', '', 'sqs.${Region}.${URLSuffix}', '${AccountId}', name];
}

/** After the three keys may come what is taken where the mapping has none. */
function findInMap([...keys]: readonly Value[], { names, textOf, malformed }: Evaluation): Value {
  const last = keys.length === 4 ? keys.pop() : undefined;
  if (keys.length !== 3 || (last !== undefined && !hasDefault(last))) return malformed();
  if (keys.some((key) => typeof key === 'object')) {
    return new Unknown('its Fn::FindInMap depends on the deployment');
  }
  const found = names.findInMap(keys.map(textOf));
  return found instanceof Unknown && found.kind === 'reference' && hasDefault(last)
    ? last.DefaultValue
    : found;
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-findinmap-enhancements.html */
function hasDefault(value: Value): value is ValueObject {
  return isPlainObject(value) && 'DefaultValue' in value;
}

function importValue(argument: unknown, { names, resolve, textOf }: Evaluation): Value {
  const name = resolve(argument);
  return name instanceof Unknown ? new Unknown('it is imported') : names.importValue(textOf(name));
}

function base64(argument: unknown, { resolve, textOf }: Evaluation): Value {
  const text = textOf(resolve(argument));
  return isLiteral(text) && !hasPseudoParameter(text)
    ? Buffer.from(text).toString('base64')
    : new Unknown('a part of it is not known');
}

/** Of the region itself, where none is given. */
function availabilityZones(argument: unknown, { names, resolve, textOf }: Evaluation): Value {
  return names.availabilityZones(textOf(resolve(argument)) || textOf(names.ref('AWS::Region')));
}

function jsonText(argument: unknown, { resolve }: Evaluation): Value {
  const value = resolve(argument);
  return containsUnknown(value) ? new Unknown('a part of it is not known') : JSON.stringify(value);
}

/** Whether a text, or a part of it, is up to the deployment. */
export function isOpen(leaf: string | Unknown): boolean {
  return leaf instanceof Unknown || hasPseudoParameter(leaf) || hasUnknownPart(leaf);
}

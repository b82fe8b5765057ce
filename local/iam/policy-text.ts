/** What a policy variable stands for in a request; `undefined` where the request has no such key. */
export type LookUp = (key: string) => string | undefined;

/** A variable with its default, if it has one, a wildcard, or any other character. */
const PARTS = /\$\{([^}]*)\}|./gsu;

/** `${*}`, `${?}` and `${$}` are the characters themselves. */
const ESCAPED = new Set(['*', '?', '$']);

/** What means something in a regular expression. */
const SYNTAX = /[\\^$.*+?()[\]{}|]/g;

const VARIABLE = /\$\{([^}]*)\}/gu;

/** The keys of the variables in a text of a policy, in lower case. */
export function variablesIn(text: string): string[] {
  return [...text.matchAll(VARIABLE)]
    .map(([, inside = '']) => inside)
    .filter((inside) => !ESCAPED.has(inside))
    .map((inside) => keyOf(inside).toLowerCase());
}

/**
 * A text of a policy with its variables replaced.
 *
 * @returns `undefined` where the request has not what a variable stands for: then nothing equals it.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function substituted(text: string, lookUp: LookUp): string | undefined {
  if (!text.includes('${')) return text;
  const parts = [...text.matchAll(PARTS)].map(([whole, inside]) =>
    inside === undefined ? whole : meaningOf(inside, lookUp),
  );
  return parts.includes(undefined) ? undefined : parts.join('');
}

/** What `*` stands for in a regular expression, by what follows it in the pattern. */
type Wildcard = (rest: string) => string;

const ANYTHING: Wildcard = () => '[^]*';

/** In an ARN a `*` spans colons only at the end of a part. */
const ANY_PART: Wildcard = (rest) => (rest === '' || rest.startsWith(':') ? '[^]*' : '[^:]*');

/** Whether a text matches a pattern, in which `*` stands for any characters, none included, and `?` for one. */
export function isLike(text: string, pattern: string, lookUp: LookUp): boolean {
  return expressionOf(pattern, ANYTHING, lookUp)?.test(text) ?? false;
}

/**
 * Whether an ARN matches one in a `Resource` element, or `*`.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function isResourceLike(arn: string, pattern: string, lookUp: LookUp): boolean {
  return expressionOf(pattern, ANY_PART, lookUp)?.test(arn) ?? false;
}

/** Whether an ARN matches one in a condition, each of whose six parts is looked at by itself. */
export function isArnLike(arn: string, pattern: string, lookUp: LookUp): boolean {
  const expected = arnParts(pattern);
  const parts = arnParts(arn);
  if (expected.length !== parts.length) return false;
  return expected.every((part, index) => isLike(parts[index] ?? '', part, lookUp));
}

/** Patterns without variables, compiled. There are as many as the template has. */
const compiled = new Map<Wildcard, Map<string, RegExp>>();

function expressionOf(pattern: string, wildcard: Wildcard, lookUp: LookUp): RegExp | undefined {
  if (pattern.includes('${')) return compile(pattern, wildcard, lookUp);
  const known = compiled.get(wildcard) ?? new Map<string, RegExp>();
  compiled.set(wildcard, known);
  const expression = known.get(pattern) ?? (compile(pattern, wildcard, lookUp) as RegExp);
  known.set(pattern, expression);
  return expression;
}

function compile(pattern: string, wildcard: Wildcard, lookUp: LookUp): RegExp | undefined {
  let source = '';
  for (const match of pattern.matchAll(PARTS)) {
    const [whole, inside] = match;
    const value = inside === undefined ? whole : meaningOf(inside, lookUp);
    if (value === undefined) return undefined;
    if (inside === undefined && whole === '*') source += wildcard(pattern.slice(match.index + 1));
    else if (inside === undefined && whole === '?') source += '[^]';
    else source += value.replace(SYNTAX, '\\$&');
  }
  return new RegExp(`^${source}$`, 'u');
}

function meaningOf(inside: string, lookUp: LookUp): string | undefined {
  if (ESCAPED.has(inside)) return inside;
  return lookUp(keyOf(inside).toLowerCase()) ?? defaultOf(inside);
}

function keyOf(inside: string): string {
  return (inside.split(',', 1)[0] ?? '').trim();
}

function defaultOf(inside: string): string | undefined {
  return /,\s*'([^']*)'\s*$/.exec(inside)?.[1];
}

/** The parts between the first five colons, and the rest; a variable's colon parts nothing. */
function arnParts(arn: string): string[] {
  const parts = [''];
  for (const [whole, inside] of arn.matchAll(PARTS)) {
    if (inside === undefined && whole === ':' && parts.length < 6) parts.push('');
    else parts.push(`${parts.pop()}${whole}`);
  }
  return parts;
}

import { own } from '../../template/json.ts';
import { numberOf, textOf } from '../../template/scalars.ts';
import type { Value } from '../../template/value.ts';

/**
 * What CloudFormation would find wrong with the value of a parameter; `undefined` where it takes it. Of one that the template
 * has as `NoEcho` the value is not told.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
 */
export function parameterFault(value: Value, declaration: unknown): string | undefined {
  const type = textOf(own(declaration, 'Type'));
  const isList = /^(CommaDelimitedList|List<)/.test(type);
  const texts = isList && !Array.isArray(value) ? textOf(value).split(',') : [value].flat();
  for (const text of texts.map((each) => textOf(each).trim())) {
    const fault = faultOf(text, type, declaration);
    if (fault !== undefined) return `${fault}, got ${shown(text, declaration)}`;
  }
  return undefined;
}

function faultOf(text: string, type: string, declaration: unknown): string | undefined {
  const limit = (name: string) => numberOf(own(declaration, name));
  const isNumber = type === 'Number' || type === 'List<Number>';
  const allowed = own(declaration, 'AllowedValues');
  const pattern = own(declaration, 'AllowedPattern');
  const size = isNumber ? Number(text) : text.length;
  const [least, most] = isNumber ? ['MinValue', 'MaxValue'] : ['MinLength', 'MaxLength'];
  const unit = isNumber ? '' : ' characters';
  if (isNumber && (text === '' || Number.isNaN(size))) return 'it must be a number';
  if (Array.isArray(allowed) && !allowed.map(textOf).includes(text)) {
    return `it must be one of ${allowed.map(textOf).join(', ')}`;
  }
  if (typeof pattern === 'string' && !matches(text, pattern)) {
    return textOf(own(declaration, 'ConstraintDescription')) || `it must match the pattern ${pattern}`;
  }
  if (size < limit(least)) return `it must be at least ${limit(least)}${unit}`;
  if (size > limit(most)) return `it must be at most ${limit(most)}${unit}`;
  return undefined;
}

/** The pattern is one of Java's; one that is none here lets everything pass. */
function matches(text: string, pattern: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`, 's').test(text);
  } catch {
    return true;
  }
}

function shown(text: string, declaration: unknown): string {
  return textOf(own(declaration, 'NoEcho')) === 'true' ? 'what is not shown (NoEcho)' : `"${text}"`;
}

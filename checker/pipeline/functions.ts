import type { Resource } from '../../template/resource.ts';
import { Unknown } from '../../template/unknown.ts';
import type { Value } from '../../template/value.ts';
import { perResource } from '../per-resource.ts';
import type { Templates } from '../templates.ts';

const FUNCTION = 'AWS::Lambda::Function';

/** So many aliases and versions may stand before a function. */
const MAX_QUALIFIERS = 3;

/** What may follow a function's name, as in `emailer:live`. */
const QUALIFIER = /:[\w$-]+$/;

/** What may stand before a function's name: its account, as in `123456789012:function:emailer`. */
const ACCOUNT = /^[^:]+:function:/;

/** The function that a name, an ARN, an alias or a version leads to. */
export function functionBehind(value: Value, near: Resource, templates: Templates): Resource | undefined {
  let name = value;
  let from = near;
  for (let step = 0; step < MAX_QUALIFIERS; step += 1) {
    const resource = templates.resourceBehind(name, from) ?? namedFunction(name, from, templates);
    if (resource?.type === FUNCTION) return resource;
    if (resource?.type !== 'AWS::Lambda::Alias' && resource?.type !== 'AWS::Lambda::Version')
      return undefined;
    name = resource.property('FunctionName');
    from = resource;
  }
  return undefined;
}

/** The function that a mapping, a permission or a setting of invocations is for. */
export const functionOf = perResource((resource, templates: Templates) =>
  functionBehind(resource.property('FunctionName'), resource, templates),
);

function namedFunction(name: Value, near: Resource, templates: Templates): Resource | undefined {
  if (typeof name !== 'string') return undefined;
  const unqualified = name.replace(ACCOUNT, '').replace(QUALIFIER, '');
  return templates.named(FUNCTION, unqualified, near);
}

/** What a setting of invocations is for: an alias or version as {@link qualifierOf} tells it, or the function itself. */
export function qualifierIn(value: Value, templates: Templates): string | Unknown {
  if (value instanceof Unknown) return value;
  const behind = templates.said(value)?.resource;
  if (behind?.type === 'AWS::Lambda::Version') return `version ${behind.path}`;
  if (behind || typeof value !== 'string') return new Unknown('its qualifier is not known');
  return value === '$LATEST' ? '' : value;
}

/** The alias or version that a function's name or ARN ends with; an empty text for the function itself. */
export function qualifierOf(value: Value, templates: Templates): string | Unknown {
  if (value instanceof Unknown) return value;
  const behind = templates.said(value)?.resource;
  if (behind?.type === 'AWS::Lambda::Alias') {
    const name = behind.property('Name');
    return typeof name === 'string' ? name : new Unknown('the name of an alias is not known');
  }
  if (behind?.type === 'AWS::Lambda::Version') return `version ${behind.path}`;
  if (behind || typeof value !== 'string') return '';
  const parts = value.replace(ACCOUNT, '').split(':');
  const named = parts[0] === 'arn' ? parts.slice(6) : parts;
  return named.slice(1).join(':');
}

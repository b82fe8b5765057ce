import type { Resource } from '../../template/resource.ts';
import type { Value } from '../../template/value.ts';
import type { Templates } from '../templates.ts';

/** So many aliases and versions may stand before a function. */
const MAX_QUALIFIERS = 3;

/** What may follow a function's name, as in `emailer:live`. */
const QUALIFIER = /:[\w$-]+$/;

/** The function that a name, an ARN, an alias or a version leads to. */
export function functionBehind(value: Value, templates: Templates): Resource | undefined {
  let name = value;
  for (let step = 0; step < MAX_QUALIFIERS; step += 1) {
    const resource = templates.resourceBehind(name) ?? namedFunction(name, templates);
    if (resource?.type === 'AWS::Lambda::Function') return resource;
    if (resource?.type !== 'AWS::Lambda::Alias' && resource?.type !== 'AWS::Lambda::Version')
      return undefined;
    name = resource.property('FunctionName');
  }
  return undefined;
}

function namedFunction(name: Value, templates: Templates): Resource | undefined {
  if (typeof name !== 'string') return undefined;
  return templates.named('AWS::Lambda::Function', 'FunctionName', name.replace(QUALIFIER, ''));
}

import type { Template } from '../../specification/template.ts';
import type { Edit } from '../edit.ts';
import { referenceIn, refersTo } from '../intrinsic.ts';
import { type Path, removeAt } from '../json-path.ts';
import type { Site } from '../site.ts';

/** Takes away the property, or the entry of the list. */
export function* deleteSite({ template, path, joined }: Site): Generator<Edit> {
  if (!joined) yield { operator: 'delete', what: 'deleted', template: removeAt(template, path) };
}

/** Takes away the resource; in a second edit, where others refer to it, with all that does. */
export function* deleteResource(template: Template, id: string): Generator<Edit> {
  const without = removeAt(template, ['Resources', id]);
  yield { operator: 'delete', what: 'deleted', template: without };
  const pruned = prune(without, id);
  if (pruned !== without)
    yield { operator: 'delete', what: 'deleted with what refers to it', template: pruned };
}

/** `template` without the property or the entry of a list that is nearest to each reference to `id`. */
function prune(template: Template, id: string): Template {
  const path = firstReference(template.Resources, id, ['Resources']);
  return path === undefined ? template : prune(removeAt(template, path), id);
}

function firstReference(value: unknown, id: string, path: Path): Path | undefined {
  if (value === id || referenceIn(value)?.id === id || isJoinOf(value, id)) return path;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    const found = firstReference(inner, id, [...path, Array.isArray(value) ? Number(key) : key]);
    if (found) return found;
  }
  return undefined;
}

function isJoinOf(value: unknown, id: string): boolean {
  return typeof value === 'object' && value !== null && 'Fn::Join' in value && refersTo(value, id);
}

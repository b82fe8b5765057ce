import type { Template } from '../../specification/template.ts';
import type { Edit } from '../edit.ts';
import { replaceAt, valueAt } from '../json-path.ts';
import { valueLabel } from '../labels.ts';
import { HARMFUL_SETTINGS, harmfulResources } from './harmful.ts';

/** Puts in a setting that a resource does well without. */
export function* addSetting(template: Template, id: string): Generator<Edit> {
  for (const [setting, values] of Object.entries(
    HARMFUL_SETTINGS[template.Resources[id]?.Type ?? ''] ?? {},
  )) {
    const path = ['Resources', id, ...setting.split('.')];
    const present = valueAt(template, path);
    for (const value of values) {
      const other = Array.isArray(present) ? [...present, value] : value;
      if (present !== undefined && !Array.isArray(present)) continue;
      const what = `${setting.replace('Properties.', '')} = ${valueLabel(value)}`;
      yield { operator: 'add', what, template: replaceAt(template, path, other) };
    }
  }
}

/** Puts in a resource that opens a way in or out. */
export function* addResource(
  template: Template,
): Generator<Edit & { readonly name: string; readonly type: string }> {
  const idOf = (type: string, name: RegExp) =>
    Object.keys(template.Resources).find(
      (id) => template.Resources[id]?.Type === type && name.test(id),
    ) as string;
  for (const [name, resource] of Object.entries(harmfulResources(idOf))) {
    yield {
      name,
      type: resource.Type,
      operator: 'add',
      what: 'added',
      template: replaceAt(template, ['Resources', name], resource),
    };
  }
}

import * as v from 'valibot';
import { describeIssues } from '../../contract/schema-issue.ts';
import { isDeeperThan, isObject, MAX_DEPTH } from '../../template/json.ts';
import { readJson } from '../../template/read-json.ts';
import { withInlineSubscriptions } from './inline-subscriptions.ts';
import type { Template } from './template.ts';

const object = v.pipe(v.unknown(), v.check(isObject, 'an object'));
const condition = v.optional(v.string());

/** What every entry of a section has to be. Expressions are looked at when they are resolved. */
const SECTIONS = {
  Resources: v.object({
    Type: v.string(),
    Properties: v.optional(object),
    Condition: condition,
    DependsOn: v.optional(v.union([v.string(), v.array(v.string())])),
  }),
  Parameters: v.object({ Type: v.string() }),
  Outputs: v.object({ Condition: condition, Export: v.optional(object) }),
  Conditions: v.unknown(),
  Mappings: object,
} as const;

/**
 * Reads a template of an assembly.
 *
 * @throws Error naming the file, and what in it is not what a template has there.
 */
export function readTemplate(path: string): Template {
  return templateIn(readJson(path), path);
}

/** What was read from `path`, once it is known to be a template. */
export function templateIn(json: unknown, path: string): Template {
  if (isDeeperThan(MAX_DEPTH, json)) throw new Error(`${path} is no template: it is nested too deeply.`);
  const faults = faultsIn('template', object, json);
  for (const [section, entrySchema] of Object.entries(SECTIONS)) {
    const entries = Object.hasOwn(Object(json), section) ? (json as Record<string, unknown>)[section] : {};
    faults.push(...faultsIn(section, object, entries));
    for (const [id, entry] of Object.entries(Object(entries))) {
      // A loop stands in the place of a name.
      if (!id.startsWith('Fn::')) faults.push(...faultsIn(`${section}.${id}`, entrySchema, entry));
    }
  }
  if (faults.length > 0) throw new Error(`${path} is no template: ${faults.join('; ')}.`);
  return withInlineSubscriptions(json as Template);
}

function faultsIn(where: string, schema: v.GenericSchema, value: unknown): string[] {
  const result = v.safeParse(schema, value);
  if (result.success) return [];
  return describeIssues(result.issues, '').map(({ field, text }) =>
    field === '' ? `${where}${text}` : `${where}.${text}`,
  );
}

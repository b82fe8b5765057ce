import type { Resource } from '../../assembly/stack-scope.ts';
import type { Json, JsonObject } from '../../assembly/template.ts';
import { messageOf } from '../../hosting/thrown.ts';

/** A resource that could be resolved. */
export interface ReadResource {
  readonly resource: Resource;
  readonly properties: JsonObject;
}

/**
 * The resources about permissions, read. A backend has policies for more than the local stack emulates, so one that cannot
 * be resolved here does not stop the start.
 */
export class TemplateResources {
  readonly #resources: readonly Resource[];
  readonly #unknown: string[] = [];

  constructor(resources: readonly Resource[]) {
    this.#resources = resources;
  }

  /** What could not be read or evaluated, for people, each once. */
  get unknown(): readonly string[] {
    return [...new Set(this.#unknown)];
  }

  /** Notes what could not be read or evaluated of a resource. */
  note({ type, logicalId }: Resource, what: string): void {
    this.#unknown.push(`${type} (${logicalId}: ${what})`);
  }

  ofType(type: string): ReadResource[] {
    return this.#resources
      .filter((resource) => resource.type === type)
      .flatMap((resource) => {
        try {
          return [{ resource, properties: resource.properties() }];
        } catch (error) {
          this.note(resource, messageOf(error));
          return [];
        }
      });
  }
}

/** A property that is a list, or one element of it. */
export function listOf(value: Json | undefined): Json[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

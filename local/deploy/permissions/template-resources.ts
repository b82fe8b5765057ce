import { type Json, type JsonObject, jsonOf } from '../../../template/json.ts';
import type { Resource } from '../../assembly/resource.ts';
import { messageOf } from '../../hosting/thrown.ts';
import { type PolicyKind, readPolicy } from '../../iam/read-policy.ts';
import type { Statement } from '../../iam/statement.ts';

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

  /**
   * The statements of a policy that is written in a resource, maybe as JSON text; what cannot be evaluated is noted.
   *
   * @param name the policy's, for people. @default the resource's logical id
   */
  statementsIn(
    { resource }: Pick<ReadResource, 'resource'>,
    document: Json | undefined,
    kind: PolicyKind = 'resource',
    name: string = resource.logicalId,
  ): Statement[] {
    const statements = readPolicy(jsonOf(document), kind, name);
    for (const { unknown } of statements) for (const each of unknown) this.note(resource, each);
    return statements;
  }
}

/** A property that is a list, or one element of it. */
export function listOf(value: Json | undefined): Json[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

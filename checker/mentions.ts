import type { Resource } from '../template/resource.ts';
import { hasPseudoParameter, isLiteral } from '../template/text.ts';
import type { Value } from '../template/value.ts';
import { physicalName, push } from './physical-names.ts';

/** Where the resources of a type name others: each of the values may be an ARN, a URL, a name, or a reference. */
export interface Place {
  readonly type: string;
  values(resource: Resource): readonly Value[];
}

/** Finds the resources that may mean another one at a place; all that do are among them. */
export class Mentions {
  readonly #byReference = new Map<Resource, Resource[]>();
  readonly #byName = new Map<string, Resource[]>();
  /** Those by a name that is up to the deployment, or by a pattern. */
  readonly #open: Resource[] = [];
  readonly #order = new Map<Resource, number>();

  constructor(
    resources: readonly Resource[],
    valuesOf: Place['values'],
    referred: (value: Value) => Resource | undefined,
  ) {
    for (const [index, resource] of resources.entries()) {
      this.#order.set(resource, index);
      for (const value of valuesOf(resource)) {
        if (value === undefined || value === null) continue;
        const target = referred(value);
        const name = typeof value === 'string' ? nameIn(value) : undefined;
        if (target) push(this.#byReference, target, resource);
        else if (name !== undefined) push(this.#byName, name, resource);
        else this.#open.push(resource);
      }
    }
  }

  of(resource: Resource): readonly Resource[] {
    const name = physicalName(resource);
    const byName =
      name === undefined
        ? []
        : isName(name)
          ? (this.#byName.get(name) ?? [])
          : [...this.#byName.values()].flat();
    const found = new Set([...(this.#byReference.get(resource) ?? []), ...byName, ...this.#open]);
    return [...found].sort((one, other) => (this.#order.get(one) ?? 0) - (this.#order.get(other) ?? 0));
  }
}

/** The last part of an ARN or a URL, which is the name of a queue, a topic or a role. */
function nameIn(value: string): string | undefined {
  const last = value.slice(Math.max(value.lastIndexOf(':'), value.lastIndexOf('/')) + 1);
  return isName(last) && isLiteral(value) ? last : undefined;
}

/** Whether a value is a name of which every character is known. */
function isName(value: Value): value is string {
  return isLiteral(value) && !hasPseudoParameter(value) && !/[*?]/.test(value);
}

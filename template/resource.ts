import { isObject, type JsonObject, objectOf, own } from './json.ts';
import type { Stack } from './stack.ts';
import { Unknown } from './unknown.ts';
import { at, booleanOf, numberOf, type Value } from './value.ts';

const PATH_METADATA = 'aws:cdk:path';

/** One resource of a template, whose properties are resolved when they are asked for. */
export class Resource {
  /** Its number in the templates, which is in the marks of texts that refer to it. */
  readonly index: number;
  readonly stack: Stack;
  readonly logicalId: string;
  readonly type: string;
  /** The name of the condition under which it is created, if any. */
  readonly condition: string | undefined;
  readonly metadata: JsonObject;
  readonly #properties: unknown;
  readonly #resolved = new Map<string, Value>();

  constructor(stack: Stack, index: number, logicalId: string, template: unknown) {
    this.index = index;
    this.stack = stack;
    this.logicalId = logicalId;
    const type = own(template, 'Type');
    this.type = typeof type === 'string' ? type : '';
    const condition = own(template, 'Condition');
    this.condition = typeof condition === 'string' ? condition : undefined;
    this.metadata = objectOf(own(template, 'Metadata'));
    this.#properties = own(template, 'Properties');
  }

  /** The path of its construct, or else of its stack and its logical id. */
  get path(): string {
    const path = own(this.metadata, PATH_METADATA);
    if (typeof path === 'string' && path !== '') return path;
    return this.stack.constructPath(this.logicalId) ?? `${this.stack.path}/${this.logicalId}`;
  }

  /** What the template says at the end of `keys`; `undefined` where it says nothing. */
  property(...keys: readonly [string, ...string[]]): Value {
    const [first, ...rest] = keys;
    if (!this.#resolved.has(first)) this.#resolved.set(first, this.#resolve(first));
    return at(this.#resolved.get(first), rest);
  }

  number(keys: readonly [string, ...string[]], fallback: number): number | Unknown {
    return numberOf(this.property(...keys), fallback);
  }

  boolean(keys: readonly [string, ...string[]], fallback: boolean): boolean | Unknown {
    return booleanOf(this.property(...keys), fallback);
  }

  /** Whether it exists whenever `other` does. */
  existsWith(other: Resource): boolean {
    if (this.condition === undefined) return true;
    if (this.stack === other.stack && this.condition === other.condition) return true;
    return this.stack.condition(this.condition) === true;
  }

  #resolve(key: string): Value {
    if (isObject(this.#properties) && Object.keys(this.#properties).some((name) => name.startsWith('Fn::'))) {
      return new Unknown('its properties are computed');
    }
    const expression = own(this.#properties, key);
    return expression === undefined ? undefined : this.stack.resolve(expression);
  }
}

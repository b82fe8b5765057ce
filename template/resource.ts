import { intrinsicIn } from './intrinsics.ts';
import { isObject, objectOf, own, type UncheckedObject } from './json.ts';
import type { SourceTemplate } from './source-template.ts';
import type { Unknown } from './unknown.ts';
import { at, flagIn, numberIn, type Value } from './value.ts';

const PATH_METADATA = 'aws:cdk:path';

type Keys = readonly [string, ...string[]];

/** The stack that a resource is in, as far as the resource asks it. */
export interface OwningStack {
  readonly path: string;
  readonly source: SourceTemplate;
  /** Whether it, or a stack that it is nested in, is made of that template. */
  isMadeOf(source: SourceTemplate): boolean;
  condition(name: string): boolean | Unknown;
  resolve(expression: unknown, place: string): Value;
  once(what: string, place: string, evaluate: () => Value): Value;
}

/** One resource of a template, whose properties are resolved when they are asked for. */
export class Resource {
  readonly stack: OwningStack;
  readonly logicalId: string;
  /** What the template says of it. */
  readonly declaration: unknown;
  readonly type: string;
  /** The name of the condition under which it is created, if any. */
  readonly condition: string | undefined;

  constructor(stack: OwningStack, logicalId: string, declaration: unknown) {
    this.stack = stack;
    this.logicalId = logicalId;
    this.declaration = declaration;
    const type = own(declaration, 'Type');
    this.type = typeof type === 'string' ? type : '';
    const condition = own(declaration, 'Condition');
    this.condition = typeof condition === 'string' ? condition : undefined;
  }

  /** `Stack/Nested/LogicalId` */
  get path(): string {
    return `${this.stack.path}/${this.logicalId}`;
  }

  /** The path of the construct that made it, where the template or the cloud assembly tells. */
  get constructPath(): string | undefined {
    const path = this.metadata[PATH_METADATA];
    if (typeof path === 'string' && path !== '') return path;
    return this.stack.source.constructPath?.(this.logicalId);
  }

  get metadata(): UncheckedObject {
    return objectOf(own(this.declaration, 'Metadata'));
  }

  /** The names of the properties that the template gives it. */
  get propertyNames(): readonly string[] {
    return Object.keys(objectOf(own(this.declaration, 'Properties')));
  }

  /** All its properties. */
  properties(): Value {
    return this.#once('all properties', () => this.#resolve(own(this.declaration, 'Properties') ?? {}));
  }

  /** What the template says at the end of `keys`; `undefined` where it says nothing. */
  property(...keys: Keys): Value {
    return this.#once(keys.join(' '), () => {
      let expression = own(this.declaration, 'Properties');
      const left: string[] = [...keys];
      // The properties beside it may be such as cannot be resolved.
      while (left.length > 0 && isObject(expression) && intrinsicIn(expression) === undefined) {
        expression = own(expression, left.shift() as string);
      }
      return at(this.#resolve(expression), left);
    });
  }

  number(keys: Keys, fallback: number): number | Unknown {
    return numberIn(this.property(...keys), fallback);
  }

  boolean(keys: Keys, fallback: boolean): boolean | Unknown {
    return flagIn(this.property(...keys), fallback);
  }

  /** Whether it exists whenever `other` does. */
  existsWith(other: Resource): boolean {
    if (this.condition === undefined) return true;
    if (this.stack === other.stack && this.condition === other.condition) return true;
    return this.stack.condition(this.condition) === true;
  }

  #once(what: string, evaluate: () => Value): Value {
    return this.stack.once(`${this.logicalId}: ${what}`, this.logicalId, evaluate);
  }

  #resolve(expression: unknown): Value {
    return this.stack.resolve(expression, this.logicalId);
  }
}

import { evaluateCondition } from './conditions.ts';
import { type Names, resolve, type Scope } from './intrinsics.ts';
import { MAX_DEPTH, objectOf, own } from './json.ts';
import { type OwningStack, Resource } from './resource.ts';
import { textOf } from './scalars.ts';
import type { SourceTemplate } from './source-template.ts';
import { conditionKey, Unknown } from './unknown.ts';
import type { Value } from './value.ts';

export const NESTED_STACK = 'AWS::CloudFormation::Stack';

/** The types of parameters whose value is a list, written with commas. */
const LIST_TYPE = /^(AWS::SSM::Parameter::Value<)?(CommaDelimitedList|List<)/;

/** A parameter, and what a parent stack passes to it. */
export interface Parameter {
  readonly name: string;
  /** What the template says of it. */
  readonly declaration: unknown;
  /** Whether its value is a name in the parameter store, behind which the real one is. */
  readonly isStored: boolean;
  readonly isOfNestedStack: boolean;
  readonly passed: Value;
  readonly fallback: string | number | boolean | undefined;
}

/** What a template leaves to its deployment. Whoever reads templates tells as much of it as is known there. */
export interface Surroundings {
  ref(resource: Resource): Value;
  getAtt(resource: Resource, attribute: string): Value;
  /** @returns `undefined` where there is none of that name. */
  pseudoParameter(name: string, stack: Stack): Value;
  parameter(parameter: Parameter, stack: Stack): Value;
  availabilityZones(region: string): Value;
  importValue(name: string, stack: Stack): Value;
  /** What a condition is taken to be, by {@link conditionKey}; `undefined` where it is to be evaluated. */
  assumed?(condition: string): boolean | undefined;
  /** What stands behind a dynamic reference, as in `{{resolve:ssm:/name}}`; `undefined` where that is not known. */
  dynamicReference?(reference: string): Value;
  /** The template that a nested stack is made of. */
  nestedTemplate(resource: Resource): SourceTemplate | undefined;
  /**
   * Is told what is not known, and where, as in `Stack/Nested/LogicalId`, and may refuse it by throwing.
   *
   * @param expression the innermost one that it is in, if it is in any.
   */
  unresolved(place: string, unknown: Unknown, expression?: unknown): Unknown;
}

/** One stack: its resources, and everything that its expressions refer to. Each is evaluated when it is asked for, once. */
export class Stack implements Names, OwningStack {
  /** `Stack/Nested` */
  readonly path: string;
  readonly source: SourceTemplate;
  readonly #surroundings: Surroundings;
  /** What it is in its parent, if it has one. */
  readonly #asResource: Resource | undefined;
  readonly #resources = new Map<string, Resource>();
  readonly #nested = new Map<Resource, Stack | undefined>();
  readonly #results = new Map<string, unknown>();
  readonly #running = new Set<string>();

  constructor(source: SourceTemplate, surroundings: Surroundings, asResource?: Resource) {
    this.source = source;
    this.path = asResource?.path ?? source.name;
    this.#surroundings = surroundings;
    this.#asResource = asResource;
    for (const [id, declaration] of this.#section('Resources')) {
      if (!isLoop(id)) this.#resources.set(id, new Resource(this, id, declaration));
    }
  }

  /** All that the template may create. */
  get resources(): readonly Resource[] {
    return [...this.#resources.values()];
  }

  /** Its resources, but for those whose condition is known not to hold. */
  created(exists = (resource: Resource) => this.exists(resource)): Resource[] {
    for (const [id, loop] of this.#section('Resources')) {
      // A loop over resources is an intrinsic in the place of a logical id.
      if (isLoop(id)) this.resolve({ [id]: loop }, 'Resources');
    }
    return this.resources.filter(exists);
  }

  /** Whether a resource of it is created, as far as its condition is known. */
  exists({ logicalId, condition }: Resource): boolean {
    return this.#holds(logicalId, condition) !== false;
  }

  /** The stack that a resource of this one is; `undefined` where its template is not at hand, or the resource is no stack. */
  nestedStack(resource: Resource): Stack | undefined {
    if (resource.type !== NESTED_STACK) return undefined;
    if (!this.#nested.has(resource)) {
      const source = this.#surroundings.nestedTemplate(resource);
      const stack =
        source && !this.isMadeOf(source) ? new Stack(source, this.#surroundings, resource) : undefined;
      this.#nested.set(resource, stack);
    }
    return this.#nested.get(resource);
  }

  /** Whether it, or a stack that it is nested in, is made of that template. */
  isMadeOf(source: SourceTemplate): boolean {
    return this.source.file === source.file || this.#asResource?.stack.isMadeOf(source) === true;
  }

  /** @param place what of the stack the expression stands in, as in `LogicalId` or `output Name`. */
  resolve(expression: unknown, place: string): Value {
    return resolve(expression, this.#scope(place));
  }

  /** The value of an output; `undefined` where there is none of that name. */
  output(id: string): Value {
    const output = own(own(this.source.template, 'Outputs'), id);
    const place = `output ${id}`;
    if (output === undefined || this.#holds(place, own(output, 'Condition')) === false) return undefined;
    return this.once(place, place, () => this.resolve(own(output, 'Value'), place));
  }

  /** The value exported under `name`; `undefined` where neither this stack nor one nested in it exports one. */
  exported(name: string): Value {
    const ids = this.once('exports', 'Outputs', () => this.#exports());
    const id = ids instanceof Map ? ids.get(name) : undefined;
    if (id !== undefined) return this.output(id);
    const nested = this.once('nested stacks', 'Resources', () =>
      this.created().flatMap((resource) => this.nestedStack(resource) ?? []),
    );
    return nested instanceof Unknown ? undefined : exportedBy(nested, name);
  }

  /** The outputs by the names under which they are exported. */
  #exports(): Map<Value, string> {
    const ids = new Map<Value, string>();
    for (const [id, output] of this.#section('Outputs')) {
      const place = `output ${id}`;
      const exported = own(output, 'Export');
      if (exported === undefined || this.#holds(place, own(output, 'Condition')) === false) continue;
      const name = this.resolve(own(exported, 'Name'), place);
      if (!ids.has(name)) ids.set(name, id);
    }
    return ids;
  }

  ref(logicalId: string): Value {
    const pseudo = logicalId.startsWith('AWS::')
      ? this.#surroundings.pseudoParameter(logicalId, this)
      : undefined;
    if (pseudo !== undefined) return pseudo;
    const parameter = own(own(this.source.template, 'Parameters'), logicalId);
    if (parameter !== undefined) return this.#parameter(logicalId, parameter);
    const resource = this.#existing(logicalId);
    return resource instanceof Unknown ? resource : this.#surroundings.ref(resource);
  }

  getAtt(logicalId: string, attribute: string): Value {
    const resource = this.#existing(logicalId);
    if (resource instanceof Unknown) return resource;
    if (resource.type !== NESTED_STACK) return this.#surroundings.getAtt(resource, attribute);
    const nested = this.nestedStack(resource);
    if (!nested) return missing(`the template of the nested stack ${logicalId} is not at hand`);
    const value = nested.output(attribute.replace(/^Outputs\./, ''));
    return value === undefined ? missing(`the nested stack ${logicalId} has no ${attribute}`) : value;
  }

  condition(name: string): boolean | Unknown {
    const expression = own(own(this.source.template, 'Conditions'), name);
    if (expression === undefined) return missing(`there is no condition ${name}`);
    const assumed = this.#surroundings.assumed?.(conditionKey(this.path, name));
    if (assumed !== undefined) return assumed;
    const place = `condition ${name}`;
    return this.once(place, place, () => evaluateCondition(expression, this.#scope(place)));
  }

  findInMap(keys: readonly string[]): Value {
    const found = keys.reduce<unknown>(own, own(this.source.template, 'Mappings'));
    if (found === undefined) return missing(`there is no mapping ${keys.join('.')}`);
    return this.once(`mapping ${keys.join(' ')}`, 'Mappings', () => this.resolve(found, 'Mappings'));
  }

  importValue(name: string): Value {
    return this.#surroundings.importValue(name, this);
  }

  availabilityZones(region: string): Value {
    return this.#surroundings.availabilityZones(region);
  }

  dynamicReference(reference: string): Value {
    return this.#surroundings.dynamicReference?.(reference);
  }

  /** Evaluates something once. Whatever needs itself is unknown, and so is what needs one thing after another on and on. */
  once<Result>(key: string, place: string, evaluate: () => Result): Result | Unknown {
    if (this.#results.has(key)) return this.#results.get(key) as Result;
    if (this.#running.has(key)) return this.#unresolved(place, new Unknown('it refers to itself', 'circle'));
    if (this.#running.size >= MAX_DEPTH) {
      return this.#unresolved(place, new Unknown('it needs too many others', 'reference'));
    }
    this.#running.add(key);
    try {
      const result = evaluate();
      this.#results.set(key, result);
      return result;
    } finally {
      this.#running.delete(key);
    }
  }

  #section(name: string): [string, unknown][] {
    return Object.entries(objectOf(own(this.source.template, name)));
  }

  #scope(place: string): Scope {
    return {
      names: this,
      stack: this.path,
      unresolved: (unknown, expression) => this.#unresolved(place, unknown, expression),
    };
  }

  #unresolved(place: string, unknown: Unknown, expression?: unknown): Unknown {
    return this.#surroundings.unresolved(`${this.path}/${place}`, unknown, expression);
  }

  /** Whether what stands at `place` exists. */
  #holds(place: string, condition: unknown): boolean | Unknown {
    if (typeof condition !== 'string') return true;
    const holds = this.condition(condition);
    return holds instanceof Unknown ? this.#unresolved(place, holds) : holds;
  }

  #existing(logicalId: string): Resource | Unknown {
    const resource = this.#resources.get(logicalId);
    if (!resource) return missing(`there is no resource or parameter ${logicalId}`);
    if (this.#holds(logicalId, resource.condition) !== false) return resource;
    return missing(`there is no ${logicalId}, since its condition ${resource.condition} does not hold`);
  }

  #parameter(name: string, declaration: unknown): Value {
    const type = textOf(own(declaration, 'Type'));
    const fallback = own(declaration, 'Default');
    const given = {
      name,
      declaration,
      isStored: type.startsWith('AWS::SSM::Parameter::'),
      isOfNestedStack: this.#asResource !== undefined,
      passed: this.#asResource?.property('Parameters', name),
      fallback: isScalar(fallback) ? fallback : undefined,
    };
    const value = this.#surroundings.parameter(given, this);
    return LIST_TYPE.test(type) && isScalar(value)
      ? String(value)
          .split(',')
          .map((item) => item.trim())
      : value;
  }
}

/** What one of `stacks`, or of those nested in them, exports under `name`; `undefined` where none does. */
export function exportedBy(stacks: readonly Stack[], name: string): Value {
  for (const stack of stacks) {
    const value = stack.exported(name);
    if (value !== undefined) return value;
  }
  return undefined;
}

function isLoop(id: string): boolean {
  return id.startsWith('Fn::');
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function missing(reason: string): Unknown {
  return new Unknown(reason, 'reference');
}

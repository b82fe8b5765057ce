import { evaluateCondition } from './conditions.ts';
import { resolve, type Scope } from './intrinsics.ts';
import { MAX_DEPTH, objectOf, own } from './json.ts';
import { Resource } from './resource.ts';
import type { SourceTemplate } from './source-template.ts';
import { markOf, pseudoParameter } from './text.ts';
import { Unknown } from './unknown.ts';
import { at, type Value } from './value.ts';

const NESTED_STACK = 'AWS::CloudFormation::Stack';

/** What the stacks of one check share. */
export interface Surroundings {
  /** The number of the next resource. */
  nextIndex(): number;
  /** The template that a nested stack is made of. */
  nestedTemplate(stack: Resource): SourceTemplate | undefined;
  /** The value that a stack exports under that name. */
  exported(name: string): Value;
}

/** A stack that another one contains, and what that one passes to it. */
interface Nesting {
  readonly path: string;
  readonly parameters: Value;
  readonly ancestors: readonly SourceTemplate[];
}

/** One stack: its resources, those of the stacks in it, and everything that its expressions refer to. */
export class Stack implements Scope {
  readonly path: string;
  readonly source: SourceTemplate;
  readonly #surroundings: Surroundings;
  readonly #nesting: Nesting | undefined;
  readonly #byId = new Map<string, Resource>();
  readonly #nested = new Map<string, Stack>();
  readonly #resolving = new Set<string>();

  constructor(source: SourceTemplate, surroundings: Surroundings, nesting?: Nesting) {
    this.source = source;
    this.path = nesting?.path ?? source.name;
    this.#surroundings = surroundings;
    this.#nesting = nesting;
    for (const [id, template] of Object.entries(objectOf(own(source.template, 'Resources')))) {
      this.#byId.set(id, new Resource(this, surroundings.nextIndex(), id, template));
    }
    for (const resource of this.#byId.values()) this.#nest(resource);
  }

  /** Its resources and those of the stacks in it, but for those whose condition does not hold. */
  resources(): Resource[] {
    return [...this.#byId.values()].flatMap((resource) => {
      if (resource.condition !== undefined && this.condition(resource.condition) === false) return [];
      return [resource, ...(this.#nested.get(resource.logicalId)?.resources() ?? [])];
    });
  }

  /** The stacks directly in it. */
  get nested(): Iterable<Stack> {
    return this.#nested.values();
  }

  resolve(expression: unknown): Value {
    return resolve(expression, this);
  }

  /** The path of the construct behind a logical id, where the cloud assembly tells. */
  constructPath(logicalId: string): string | undefined {
    return this.source.constructPath?.(logicalId);
  }

  ref(logicalId: string): Value {
    if (logicalId.startsWith('AWS::')) return pseudoParameter(logicalId);
    const parameter = own(this.source.template, 'Parameters');
    if (own(parameter, logicalId) !== undefined) return this.#parameter(logicalId);
    return this.#mark(logicalId, 'Ref');
  }

  getAtt(logicalId: string, attribute: string): Value {
    if (this.#byId.get(logicalId)?.type !== NESTED_STACK) return this.#mark(logicalId, attribute);
    const nested = this.#nested.get(logicalId);
    if (!nested) return new Unknown(`the template of the nested stack ${logicalId} is not at hand`);
    return nested.output(attribute.replace(/^Outputs\./, ''));
  }

  condition(name: string): boolean | Unknown {
    const expression = own(own(this.source.template, 'Conditions'), name);
    const dependsOn = new Unknown(`it depends on the condition ${name}`);
    if (expression === undefined) return dependsOn;
    const result = this.#once(`condition ${name}`, () => evaluateCondition(expression, this));
    return typeof result === 'boolean' ? result : dependsOn;
  }

  findInMap(keys: readonly string[]): Value {
    const found = keys.reduce<unknown>(own, own(this.source.template, 'Mappings'));
    return found === undefined ? new Unknown(`there is no mapping ${keys.join('.')}`) : this.resolve(found);
  }

  importValue(name: string): Value {
    return this.#surroundings.exported(name);
  }

  output(name: string): Value {
    const output = own(own(this.source.template, 'Outputs'), name);
    if (output === undefined) return new Unknown(`the stack ${this.path} has no output ${name}`);
    return this.#once(`output ${name}`, () => this.resolve(own(output, 'Value')));
  }

  /** The names under which it exports outputs, and the outputs' own. */
  exports(): [exportName: string, output: string][] {
    return Object.entries(objectOf(own(this.source.template, 'Outputs'))).flatMap(([output, value]) => {
      const name = this.resolve(own(own(value, 'Export'), 'Name'));
      return typeof name === 'string' ? [[name, output] as [string, string]] : [];
    });
  }

  #mark(logicalId: string, attribute: string): Value {
    const resource = this.#byId.get(logicalId);
    return resource
      ? markOf({ index: resource.index, attribute })
      : new Unknown(`it refers to ${logicalId}, which is not in the template`);
  }

  #parameter(name: string): Value {
    if (!this.#nesting) return new Unknown(`the parameter ${name} is given at deployment`);
    const passed = at(this.#nesting.parameters, [name]);
    if (passed !== undefined) return passed;
    const fallback = own(own(own(this.source.template, 'Parameters'), name), 'Default');
    return typeof fallback === 'string' || typeof fallback === 'number'
      ? fallback
      : new Unknown(`the parameter ${name} has no value`);
  }

  #nest(resource: Resource): void {
    if (resource.type !== NESTED_STACK) return;
    const source = this.#surroundings.nestedTemplate(resource);
    const ancestors = [...(this.#nesting?.ancestors ?? []), this.source];
    if (!source || ancestors.includes(source)) return;
    const path = `${this.path}/${resource.logicalId}`;
    // Asked for late: what is passed may come from a stack that is not read yet.
    const nesting = {
      path,
      ancestors,
      get parameters() {
        return resource.property('Parameters');
      },
    };
    this.#nested.set(resource.logicalId, new Stack(source, this.#surroundings, nesting));
  }

  /** Whatever refers to itself is unknown, and so is what refers on and on. */
  #once<Result>(key: string, evaluate: () => Result): Result | Unknown {
    if (this.#resolving.has(key)) return new Unknown('it refers to itself');
    if (this.#resolving.size >= MAX_DEPTH) return new Unknown('it is nested too deeply');
    this.#resolving.add(key);
    try {
      return evaluate();
    } finally {
      this.#resolving.delete(key);
    }
  }
}

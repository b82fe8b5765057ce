import { basename } from 'node:path';
import { findCircle } from '../../template/circle.ts';
import { resolveCondition } from './conditions.ts';
import { type Environment, hasIdentity, identify, physicalName, placeholderAttribute } from './identity.ts';
import { resolveIntrinsics, type Scope, UnknownIntrinsicError } from './intrinsics.ts';
import { parameterValue, pseudoParameter } from './parameters.ts';
import { type Json, type JsonObject, own, type Template, type TemplateResource, textOf } from './template.ts';

const NESTED_STACK = 'AWS::CloudFormation::Stack';

/** What the stacks of one deployment share. */
export interface Deployment {
  readonly environment: Environment;
  /** The template behind a nested stack's `TemplateURL`. */
  nestedTemplate(objectKey: string): Template | undefined;
  /** The path of the construct behind a logical id, where the assembly tells. */
  constructPath(logicalId: string): string | undefined;
  /** What `Fn::ImportValue` gives: an export of any stack. */
  importValue(name: string): Json;
}

/** A resource whose condition holds, its properties still to be resolved. */
export interface Resource {
  readonly logicalId: string;
  readonly type: string;
  readonly name: string;
  /** `Stack/Nested/LogicalId`, for messages. */
  readonly path: string;
  /** @throws Error naming the resource, on an intrinsic that the local stack does not know. */
  properties(): JsonObject;
  /** The resource's `Ref`. */
  ref(): Json;
  getAtt(attribute: string): Json;
  /** The path of the construct that made it, where the assembly tells. */
  readonly constructPath: string | undefined;
}

/**
 * One stack with everything that its expressions can refer to. Values are resolved when they are asked for, so a
 * resource that is not emulated costs nothing, and cannot fail the stack.
 */
export class StackScope implements Scope {
  readonly region: string;
  readonly #name: string;
  readonly #template: Template;
  readonly #deployment: Deployment;
  readonly #parameters: Record<string, () => Json>;
  readonly #nested = new Map<string, StackScope>();
  readonly #resolving = new Set<string>();

  constructor(
    name: string,
    template: Template,
    deployment: Deployment,
    parameters: Record<string, () => Json> = {},
  ) {
    this.#name = name;
    this.#template = template;
    this.#deployment = deployment;
    this.#parameters = parameters;
    this.region = deployment.environment.region;
  }

  /** Every resource of the stack and of the stacks nested in it. */
  resources(): Resource[] {
    const created = this.#created();
    const circle = findCircle(created, this);
    if (circle)
      throw new Error(`${this.#name}: ${circle.join(' needs ')}, so CloudFormation cannot create any.`);
    return Object.entries(created).flatMap(([logicalId, resource]) => {
      if (resource.Type === NESTED_STACK) return this.#nestedStack(logicalId).resources();
      return [this.#resource(logicalId, resource)];
    });
  }

  /** The value of an output; `undefined` where there is none of that name. */
  output(name: string): Json | undefined {
    const output = own(this.#template.Outputs, name);
    return output && this.#holds(`output ${name}`, output)
      ? this.#resolve(`output ${name}`, output.Value)
      : undefined;
  }

  /** The value exported under `name`, if this stack or one nested in it exports one. */
  exported(name: string): Json | undefined {
    for (const [id, output] of Object.entries(this.#template.Outputs ?? {})) {
      if (!output.Export || !this.#holds(`output ${id}`, output)) continue;
      if (this.#resolve(`output ${id}`, output.Export.Name) === name) return this.output(id);
    }
    for (const [id, { Type }] of Object.entries(this.#created())) {
      const value = Type === NESTED_STACK ? this.#nestedStack(id).exported(name) : undefined;
      if (value !== undefined) return value;
    }
    return undefined;
  }

  ref(logicalId: string): Json {
    const pseudo = pseudoParameter(logicalId, this.#name, this.#deployment.environment);
    if (pseudo !== undefined) return pseudo;
    const parameter = own(this.#template.Parameters, logicalId);
    if (parameter) return parameterValue(logicalId, parameter, own(this.#parameters, logicalId)?.());
    const resource = this.#declared(logicalId);
    if (resource.Type === NESTED_STACK) return this.#nestedStack(logicalId).ref('AWS::StackId');
    return this.#identity(logicalId, resource)?.ref ?? physicalName(this.#name, logicalId);
  }

  getAtt(logicalId: string, attribute: string): Json {
    const resource = this.#declared(logicalId);
    if (resource.Type === NESTED_STACK) return this.#nestedOutput(logicalId, attribute);
    const name = physicalName(this.#name, logicalId);
    const identity = this.#identity(logicalId, resource);
    if (!identity) return placeholderAttribute(resource.Type, name, attribute, this.#deployment.environment);
    const value = own(identity.attributes, attribute);
    if (value !== undefined) return value;
    throw new UnknownIntrinsicError(`${resource.Type} has no attribute ${attribute} on the local stack`);
  }

  condition(name: string): boolean {
    const expression = own(this.#template.Conditions, name);
    if (expression === undefined) throw new UnknownIntrinsicError(`there is no condition ${name}`);
    return this.#locate(`condition ${name}`, expression, () => resolveCondition(expression, this));
  }

  findInMap(map: string, top: string, second: string): Json {
    const value = own(own(own(this.#template.Mappings, map), top), second);
    if (value === undefined) throw new UnknownIntrinsicError(`there is no mapping ${map}.${top}.${second}`);
    return value;
  }

  importValue(name: string): Json {
    return this.#deployment.importValue(name);
  }

  #resource(logicalId: string, resource: TemplateResource): Resource {
    return {
      logicalId,
      type: resource.Type,
      name: physicalName(this.#name, logicalId),
      path: `${this.#name}/${logicalId}`,
      properties: () => this.#properties(logicalId, resource),
      ref: () => this.ref(logicalId),
      getAtt: (attribute) => this.getAtt(logicalId, attribute),
      constructPath: this.#deployment.constructPath(logicalId),
    };
  }

  #properties(logicalId: string, resource: TemplateResource): JsonObject {
    return this.#resolve(logicalId, resource.Properties ?? {}) as JsonObject;
  }

  #holds(where: string, { Condition }: { readonly Condition?: string }): boolean {
    return Condition === undefined || this.#locate(where, Condition, () => this.condition(Condition));
  }

  /** The resources whose condition holds. */
  #created(): Record<string, TemplateResource> {
    const resources = Object.entries(this.#template.Resources ?? {});
    for (const [id, resource] of resources) {
      // A loop over resources is an intrinsic in the place of a logical id.
      if (id.startsWith('Fn::')) this.#resolve('Resources', { [id]: resource as unknown as Json });
    }
    return Object.fromEntries(resources.filter(([id, resource]) => this.#holds(id, resource)));
  }

  /** A name that the template gives may itself be an expression; only what decides a name is resolved here. */
  #identity(logicalId: string, { Type, Properties = {} }: TemplateResource) {
    if (!hasIdentity(Type)) return undefined;
    const named = Object.entries(Properties).filter(
      ([key]) => key.endsWith('Name') || key.startsWith('Fifo') || key === 'Path',
    );
    const names = this.#resolve(logicalId, Object.fromEntries(named)) as JsonObject;
    return identify(Type, physicalName(this.#name, logicalId), names, this.#deployment.environment);
  }

  #nestedStack(logicalId: string): StackScope {
    const known = this.#nested.get(logicalId);
    if (known) return known;
    const { TemplateURL, Parameters } = this.#declared(logicalId).Properties ?? {};
    const url = this.#resolve(logicalId, TemplateURL ?? null);
    const template = this.#deployment.nestedTemplate(basename(textOf(url)));
    if (!template)
      throw new Error(
        `${this.#name}/${logicalId}: its template ${textOf(url)} is not in the cloud assembly.`,
      );
    const parameters = Object.entries((Parameters ?? {}) as JsonObject).map(
      ([name, value]) => [name, () => this.#resolve(logicalId, value ?? null) ?? null] as const,
    );
    const name = `${this.#name}/${logicalId}`;
    const nested = new StackScope(name, template, this.#deployment, Object.fromEntries(parameters));
    this.#nested.set(logicalId, nested);
    return nested;
  }

  #nestedOutput(logicalId: string, attribute: string): Json {
    const value = this.#nestedStack(logicalId).output(attribute.replace(/^Outputs\./, ''));
    if (value !== undefined) return value;
    throw new UnknownIntrinsicError(`the nested stack ${logicalId} has no ${attribute}`);
  }

  #declared(logicalId: string): TemplateResource {
    const resource = own(this.#template.Resources, logicalId);
    if (!resource) throw new UnknownIntrinsicError(`there is no resource or parameter ${logicalId}`);
    if (this.#holds(logicalId, resource)) return resource;
    throw new UnknownIntrinsicError(
      `there is no ${logicalId}, since its condition ${resource.Condition} does not hold`,
    );
  }

  #resolve(where: string, expression: Json): Json | undefined {
    return this.#locate(where, expression, () => resolveIntrinsics(expression, this));
  }

  /** Says where `expression` stands when resolving it fails, or when it refers to itself. */
  #locate<Value>(where: string, expression: Json, resolve: () => Value): Value {
    const key = `${where}:${JSON.stringify(expression)}`;
    if (this.#resolving.has(key)) throw new Error(`${this.#name}/${where} refers to itself.`);
    this.#resolving.add(key);
    try {
      return resolve();
    } catch (error) {
      if (!(error instanceof UnknownIntrinsicError)) throw error;
      throw new Error(`${this.#name}/${where}: ${error.message}.`, { cause: error });
    } finally {
      this.#resolving.delete(key);
    }
  }
}

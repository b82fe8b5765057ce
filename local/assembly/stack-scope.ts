import { basename } from 'node:path';
import { type Environment, identify, physicalName, placeholderAttribute } from './identity.ts';
import { resolveIntrinsics, type Scope, UnknownIntrinsicError } from './intrinsics.ts';
import type { Json, JsonObject, Template, TemplateResource } from './template.ts';

const NESTED_STACK = 'AWS::CloudFormation::Stack';

/** What the stacks of one deployment share. */
export interface Deployment {
  readonly environment: Environment;
  /** The template behind a nested stack's `TemplateURL`. */
  nestedTemplate(objectKey: string): Template | undefined;
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
  /** `Stack/id` of the construct that made it, where the template says so. */
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
    return Object.entries(this.#template.Resources ?? {}).flatMap(([logicalId, resource]) => {
      if (resource.Condition !== undefined && !this.condition(resource.Condition)) return [];
      if (resource.Type === NESTED_STACK) return this.#nestedStack(logicalId).resources();
      return [this.#resource(logicalId, resource)];
    });
  }

  /** The value of an output; `undefined` where there is none of that name. */
  output(name: string): Json | undefined {
    const output = this.#template.Outputs?.[name];
    return output && this.#resolve(`output ${name}`, output.Value);
  }

  /** The value exported under `name`, if this stack exports one. */
  exported(name: string): Json | undefined {
    for (const [id, { Export, Value }] of Object.entries(this.#template.Outputs ?? {})) {
      if (Export && this.#resolve(`output ${id}`, Export.Name) === name) return this.#resolve(`output ${id}`, Value);
    }
    return undefined;
  }

  ref(logicalId: string): Json {
    const pseudo = this.#pseudoParameter(logicalId);
    if (pseudo !== undefined) return pseudo;
    const parameter = this.#parameters[logicalId];
    if (parameter) return parameter();
    const declared = this.#template.Parameters?.[logicalId];
    if (declared) return this.#default(logicalId, declared.Default);
    const resource = this.#declared(logicalId);
    if (resource.Type === NESTED_STACK) return this.#name;
    return this.#identity(logicalId, resource)?.ref ?? physicalName(this.#name, logicalId);
  }

  getAtt(logicalId: string, attribute: string): Json {
    const resource = this.#declared(logicalId);
    if (resource.Type === NESTED_STACK) return this.#nestedOutput(logicalId, attribute);
    const name = physicalName(this.#name, logicalId);
    const identity = this.#identity(logicalId, resource);
    if (!identity) return placeholderAttribute(resource.Type, name, attribute, this.#deployment.environment);
    const value = identity.attributes[attribute];
    if (value !== undefined) return value;
    throw new UnknownIntrinsicError(`${resource.Type} has no attribute ${attribute} on the local stack`);
  }

  condition(name: string): boolean {
    const expression = this.#template.Conditions?.[name];
    if (expression === undefined) throw new UnknownIntrinsicError(`there is no condition ${name}`);
    return this.#resolve(`condition ${name}`, expression) === true;
  }

  findInMap(map: string, top: string, second: string): Json {
    const value = this.#template.Mappings?.[map]?.[top]?.[second];
    if (value === undefined) throw new UnknownIntrinsicError(`there is no mapping ${map}.${top}.${second}`);
    return value;
  }

  importValue(name: string): Json {
    return this.#deployment.importValue(name);
  }

  #resource(logicalId: string, resource: TemplateResource): Resource {
    const constructPath = resource.Metadata?.['aws:cdk:path'];
    return {
      logicalId,
      type: resource.Type,
      name: physicalName(this.#name, logicalId),
      path: `${this.#name}/${logicalId}`,
      properties: () => this.#properties(logicalId, resource),
      ref: () => this.ref(logicalId),
      getAtt: (attribute) => this.getAtt(logicalId, attribute),
      constructPath: typeof constructPath === 'string' ? constructPath : undefined,
    };
  }

  #properties(logicalId: string, resource: TemplateResource): JsonObject {
    return this.#resolve(logicalId, resource.Properties ?? {}) as JsonObject;
  }

  /** A name that the template gives may itself be an expression; only what decides a name is resolved here. */
  #identity(logicalId: string, { Type, Properties = {} }: TemplateResource) {
    const named = Object.entries(Properties).filter(([key]) => key.endsWith('Name') || key.startsWith('Fifo'));
    const names = this.#resolve(logicalId, Object.fromEntries(named)) as JsonObject;
    return identify(Type, physicalName(this.#name, logicalId), names, this.#deployment.environment);
  }

  #nestedStack(logicalId: string): StackScope {
    const known = this.#nested.get(logicalId);
    if (known) return known;
    const { TemplateURL, Parameters } = this.#declared(logicalId).Properties ?? {};
    const url = this.#resolve(logicalId, TemplateURL ?? null);
    const template = this.#deployment.nestedTemplate(basename(String(url)));
    if (!template) throw new Error(`${this.#name}/${logicalId}: its template ${url} is not in the cloud assembly.`);
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
    const resource = this.#template.Resources?.[logicalId];
    if (resource) return resource;
    throw new UnknownIntrinsicError(`there is no resource or parameter ${logicalId}`);
  }

  #default(name: string, value: Json | undefined): Json {
    if (value !== undefined) return value;
    throw new UnknownIntrinsicError(`the parameter ${name} has no default, and the local stack takes no parameters`);
  }

  #pseudoParameter(name: string): Json | undefined {
    const { region, accountId } = this.#deployment.environment;
    const pseudo: Record<string, string> = {
      'AWS::Region': region,
      'AWS::AccountId': accountId,
      'AWS::Partition': 'aws',
      'AWS::URLSuffix': 'amazonaws.com',
      'AWS::StackName': this.#name.replaceAll('/', '-'),
      'AWS::StackId': `arn:aws:cloudformation:${region}:${accountId}:stack/${this.#name.replaceAll('/', '-')}/local`,
    };
    return pseudo[name];
  }

  /** Resolves an expression, and says where it stands when that fails or when it refers to itself. */
  #resolve(where: string, expression: Json): Json | undefined {
    const key = `${where}:${JSON.stringify(expression)}`;
    if (this.#resolving.has(key)) throw new Error(`${this.#name}/${where} refers to itself.`);
    this.#resolving.add(key);
    try {
      return resolveIntrinsics(expression, this);
    } catch (error) {
      if (!(error instanceof UnknownIntrinsicError)) throw error;
      throw new Error(`${this.#name}/${where}: ${error.message}.`, { cause: error });
    } finally {
      this.#resolving.delete(key);
    }
  }
}

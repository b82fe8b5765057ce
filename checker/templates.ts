import { basename } from 'node:path';
import type { Resource } from '../template/resource.ts';
import type { SourceTemplate } from '../template/source-template.ts';
import { exportedBy, type Parameter, Stack, type Surroundings } from '../template/stack.ts';
import {
  hasUnknownPart,
  markOf,
  pseudoParameter,
  type Reference,
  referenceOf,
  spell,
} from '../template/text.ts';
import { Unknown } from '../template/unknown.ts';
import type { Value } from '../template/value.ts';

/** Written beside a nested stack: the file of its template. */
const ASSET_PATH_METADATA = 'aws:asset:path';

/** The last part of an ARN is a name; before it may stand a kind, as in `function:` and `role/`. */
const ARN = /^arn:[^:]*:(sqs|sns|lambda|iam|kms):[^:]*:[^:]*:(?:function:|role\/|key\/)?([^:/]+)(?::[^:]*)?$/;

/** The property that holds the physical name, by the type of the resource and so by the service in its ARN. */
const NAMED_TYPES = [
  { service: 'sqs', type: 'AWS::SQS::Queue', property: 'QueueName' },
  { service: 'sns', type: 'AWS::SNS::Topic', property: 'TopicName' },
  { service: 'lambda', type: 'AWS::Lambda::Function', property: 'FunctionName' },
  { service: 'iam', type: 'AWS::IAM::Role', property: 'RoleName' },
] as const;

/**
 * All stacks that are checked together, and how their resources refer to each other. A reference is a mark in a text; what
 * only a deployment tells is unknown.
 */
export class Templates implements Surroundings {
  readonly resources: readonly Resource[];
  readonly #sources: readonly SourceTemplate[];
  readonly #stacks: Stack[] = [];
  readonly #byType = new Map<string, Resource[]>();
  /** Those that something refers to, and the numbers in their marks. */
  readonly #marked: Resource[] = [];
  readonly #marks = new Map<Resource, number>();

  constructor(sources: readonly SourceTemplate[]) {
    this.#sources = sources;
    const stacks = sources.map((source) => new Stack(source, this));
    const nested = new Set(stacks.flatMap(nestedIn).map(({ source }) => source));
    this.#stacks.push(
      ...stacks.filter(({ source }) => !nested.has(source) || nested.size === sources.length),
    );
    this.resources = this.#stacks.flatMap(resourcesOf);
    for (const resource of this.resources) {
      const others = this.#byType.get(resource.type);
      if (others) others.push(resource);
      else this.#byType.set(resource.type, [resource]);
    }
  }

  /** The names of the stacks that are in no other. */
  get stackNames(): string[] {
    return this.#stacks.map(({ path }) => path);
  }

  ofType(...types: readonly string[]): readonly Resource[] {
    return types.flatMap((type) => this.#byType.get(type) ?? []);
  }

  /** The resource that a value refers to by a reference or an ARN; `undefined` where that is none of the templates'. */
  resourceBehind(value: Value): Resource | undefined {
    if (typeof value !== 'string') return undefined;
    const reference = referenceOf(value);
    if (reference) return this.#marked[reference.index];
    const [, service, name = ''] = ARN.exec(value) ?? [];
    const named = NAMED_TYPES.find((each) => each.service === service);
    if (!named) return undefined;
    return this.named(named.type, named.property, name);
  }

  /** The resource of `type` whose name a text is, or refers to. */
  named(type: string, property: string, name: string): Resource | undefined {
    const reference = referenceOf(name);
    if (reference) return this.#marked[reference.index];
    if (hasUnknownPart(name)) return undefined;
    return this.ofType(type).find((resource) => resource.property(property) === name);
  }

  /** Whether two values name the same resource, in the templates or outside of them. */
  isSameResource(left: Value, right: Value): boolean {
    if (typeof left !== 'string' || typeof right !== 'string') return false;
    if (left === right) return !hasUnknownPart(left);
    const resource = this.resourceBehind(left);
    return resource !== undefined && resource === this.resourceBehind(right);
  }

  /** A value for people: logical ids stand for the resources. */
  spell(value: Value): string {
    if (value instanceof Unknown) return '?';
    if (typeof value !== 'string') return JSON.stringify(value) ?? '';
    return spell(value, ({ index }: Reference) => this.#marked[index]?.logicalId ?? '?');
  }

  ref(resource: Resource): Value {
    return this.getAtt(resource, 'Ref');
  }

  getAtt(resource: Resource, attribute: string): Value {
    const index = this.#marks.get(resource) ?? this.#marked.push(resource) - 1;
    this.#marks.set(resource, index);
    return markOf({ index, attribute });
  }

  pseudoParameter(name: string): Value {
    return pseudoParameter(name);
  }

  parameter({ name, isStored, isOfNestedStack, passed, fallback }: Parameter): Value {
    if (!isOfNestedStack) return new Unknown(`the parameter ${name} is given at deployment`);
    if (isStored) return new Unknown(`the parameter ${name} is in the parameter store`);
    return passed ?? fallback ?? new Unknown(`the parameter ${name} has no value`);
  }

  availabilityZones(): Value {
    return new Unknown('it depends on the zones of the region');
  }

  importValue(name: string): Value {
    const value = exportedBy(this.#stacks, name);
    return value === undefined ? new Unknown(`it is imported as ${name} from another stack`) : value;
  }

  /** A cloud assembly knows the file behind the URL of a nested stack's template, and metadata may name it. */
  nestedTemplate(resource: Resource): SourceTemplate | undefined {
    const url = resource.property('TemplateURL');
    const path = typeof url === 'string' ? resource.stack.source.assetPath?.(basename(url)) : undefined;
    if (path !== undefined) return this.#sources.find(({ file }) => file === path);
    const named = resource.metadata[ASSET_PATH_METADATA];
    return typeof named === 'string'
      ? this.#sources.find(({ file }) => basename(file) === basename(named))
      : undefined;
  }

  unresolved(_place: string, unknown: Unknown): Unknown {
    return unknown;
  }
}

function nestedIn(stack: Stack): Stack[] {
  return stack.resources.flatMap((resource) => stack.nestedStack(resource) ?? []);
}

function resourcesOf(stack: Stack): Resource[] {
  return stack.created().flatMap((resource) => {
    const nested = stack.nestedStack(resource);
    return [resource, ...(nested ? resourcesOf(nested) : [])];
  });
}

import { basename } from 'node:path';
import { own } from '../template/json.ts';
import type { Resource } from '../template/resource.ts';
import type { SourceTemplate } from '../template/source-template.ts';
import { Stack } from '../template/stack.ts';
import { hasUnknownPart, type Reference, referenceOf, spell } from '../template/text.ts';
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

/** All stacks that are checked together, and how their resources refer to each other. */
export class Templates {
  readonly resources: readonly Resource[];
  readonly #all: Resource[] = [];
  readonly #stacks: readonly Stack[];
  readonly #byType = new Map<string, Resource[]>();
  #exports: Map<string, { stack: Stack; output: string }> | undefined;

  constructor(sources: readonly SourceTemplate[]) {
    const nested = new Set<SourceTemplate>();
    let count = 0;
    const surroundings = {
      nextIndex: () => count++,
      exported: (name: string) => this.#exported(name),
      nestedTemplate: (stack: Resource) => {
        const source = sourceBehind(stack, sources);
        if (source) nested.add(source);
        return source;
      },
    };
    const stacks = sources.map((source) => new Stack(source, surroundings));
    this.#stacks = stacks.filter(({ source }) => !nested.has(source) || nested.size === sources.length);
    this.resources = this.#stacks.flatMap((stack) => stack.resources());
    for (const resource of this.resources) {
      this.#all[resource.index] = resource;
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
    if (reference) return this.#all[reference.index];
    const [, service, name = ''] = ARN.exec(value) ?? [];
    const named = NAMED_TYPES.find((each) => each.service === service);
    if (!named) return undefined;
    return this.named(named.type, named.property, name);
  }

  /** The resource of `type` whose name a text is, or refers to. */
  named(type: string, property: string, name: string): Resource | undefined {
    const reference = referenceOf(name);
    if (reference) return this.#all[reference.index];
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
    return spell(value, ({ index }: Reference) => this.#all[index]?.logicalId ?? '?');
  }

  #exported(name: string): Value {
    this.#exports ??= new Map(
      this.#everyStack().flatMap((stack) =>
        stack.exports().map(([exportName, output]) => [exportName, { stack, output }] as const),
      ),
    );
    const found = this.#exports.get(name);
    return found
      ? found.stack.output(found.output)
      : new Unknown(`it is imported as ${name} from another stack`);
  }

  #everyStack(): Stack[] {
    const withNested = (stack: Stack): Stack[] => [stack, ...[...stack.nested].flatMap(withNested)];
    return this.#stacks.flatMap(withNested);
  }
}

/** A cloud assembly knows the file behind the URL of a nested stack's template, and metadata may name it. */
function sourceBehind(stack: Resource, sources: readonly SourceTemplate[]): SourceTemplate | undefined {
  const url = stack.property('TemplateURL');
  const path = typeof url === 'string' ? stack.stack.source.assetPath?.(basename(url)) : undefined;
  if (path !== undefined) return sources.find(({ file }) => file === path);
  const named = own(stack.metadata, ASSET_PATH_METADATA);
  return typeof named === 'string'
    ? sources.find(({ file }) => basename(file) === basename(named))
    : undefined;
}
